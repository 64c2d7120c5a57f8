package main

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"
	"github.com/livekit/protocol/auth"
	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"
)

const (
	calmPeriod  = 10 * time.Second
	floodPeriod = 20 * time.Second
	// The worst that the flood may add to the silences of the pair's sound, which this machine makes
	// without it, too.
	addedDelayMax = 50 * time.Millisecond
)

// A client of nothing but signalling, which does as it likes.
type vandal struct {
	socket *websocket.Conn
	tracks []string
}

func signedToken(hall, identity string) (string, error) {
	grant := &auth.VideoGrant{RoomJoin: true, Room: hall}
	return auth.NewAccessToken(apiKey, apiSecret).SetVideoGrant(grant).SetIdentity(identity).ToJWT()
}

func enter(url, hall, identity string) (*vandal, error) {
	token, err := signedToken(hall, identity)
	if err != nil {
		return nil, err
	}
	header := http.Header{"Authorization": []string{"Bearer " + token}}
	socket, _, err := websocket.DefaultDialer.Dial(url+"/rtc?auto_subscribe=0", header)
	if err != nil {
		return nil, err
	}
	return &vandal{socket: socket}, nil
}

func (v *vandal) send(request *livekit.SignalRequest) error {
	bytes, err := proto.Marshal(request)
	if err != nil {
		return err
	}
	return v.socket.WriteMessage(websocket.BinaryMessage, bytes)
}

// Announces as many tracks as it may, with the longest names that are taken.
func (v *vandal) announce() error {
	for i := 0; i < 16; i++ {
		request := &livekit.AddTrackRequest{
			Cid: fmt.Sprint("cid", i), Name: strings.Repeat("x", 256),
			Type: livekit.TrackType_AUDIO, Source: livekit.TrackSource_MICROPHONE,
		}
		if err := v.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_AddTrack{AddTrack: request}}); err != nil {
			return err
		}
	}
	if err := v.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Offer{
		Offer: &livekit.SessionDescription{Type: "offer", Sdp: offerOf(16)}}}); err != nil {
		return err
	}
	for len(v.tracks) < 16 {
		_ = v.socket.SetReadDeadline(time.Now().Add(5 * time.Second))
		_, bytes, err := v.socket.ReadMessage()
		if err != nil {
			return err
		}
		response := &livekit.SignalResponse{}
		if proto.Unmarshal(bytes, response) == nil && response.GetTrackPublished() != nil {
			v.tracks = append(v.tracks, response.GetTrackPublished().Track.Sid)
		}
	}
	return nil
}

// An offer of this many microphones.
func offerOf(tracks int) string {
	bundle, sections := "", ""
	for i := 0; i < tracks; i++ {
		bundle += fmt.Sprint(" ", i)
		sections += fmt.Sprintf("m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:%d\r\na=sendonly\r\n"+
			"a=msid:- cid%d\r\na=rtpmap:111 opus/48000/2\r\n", i, i)
	}
	return "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE" + bundle +
		"\r\na=ice-ufrag:vand\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=setup:actpass\r\na=fingerprint:sha-256 " +
		strings.TrimSuffix(strings.Repeat("AB:", 32), ":") + "\r\n" + sections
}

// Mutes and unmutes all tracks without a pause, and never reads. It ends when the server ends it.
func (v *vandal) flip(until time.Time) int {
	count := 0
	for ; time.Now().Before(until); count++ {
		mute := &livekit.MuteTrackRequest{Sid: v.tracks[count%len(v.tracks)], Muted: count/len(v.tracks)%2 == 0}
		if v.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Mute{Mute: mute}}) != nil {
			break
		}
		if count%100 == 0 {
			time.Sleep(time.Millisecond)
		}
	}
	return count
}

// Joins again and again, each time with something that is no message.
func rave(url, hall string, until time.Time) int {
	count := 0
	for ; time.Now().Before(until); count++ {
		v, err := enter(url, hall, "raving")
		if err != nil {
			break
		}
		_ = v.socket.WriteMessage(websocket.BinaryMessage, []byte(strings.Repeat("\xff", 1000)))
		time.Sleep(20 * time.Millisecond)
		v.socket.Close()
	}
	return count
}

func hostile(url string, one bool) {
	const hall = "go-hostile"
	first, err := join(url, hall, "first", one)
	if err == nil {
		defer first.leave()
		err = first.publish()
	}
	var second *person
	if err == nil {
		second, err = join(url, hall, "second", one)
	}
	if err == nil {
		defer second.leave()
		err = second.publish()
	}
	var flooder *vandal
	if err == nil {
		flooder, err = enter(url, hall, "flooding")
	}
	if err == nil {
		defer flooder.socket.Close()
		err = flooder.announce()
	}
	check("a pair and somebody hostile meet", err)
	if err != nil {
		return
	}
	time.Sleep(3 * time.Second)
	first.begin()
	second.begin()
	time.Sleep(calmPeriod)
	calm := max(first.longestSilence(second), second.longestSilence(first))
	first.begin()
	second.begin()
	end := time.Now().Add(floodPeriod)
	raved := make(chan int)
	go func() { raved <- rave(url, hall, end) }()
	flips := flooder.flip(end)
	flooded := max(first.longestSilence(second), second.longestSilence(first))
	fmt.Printf("note %d mutes flipped, %d malformed joins, the longest silence %v, before the flood %v\n", flips,
		<-raved, flooded, calm)
	check("the pair receives everything of each other beside it",
		firstError(first.received(second, floodPeriod), second.received(first, floodPeriod)))
	check("the pair's sound comes in time beside it", inTime(flooded-calm))
}

func (p *person) longestSilence(of *person) time.Duration {
	p.lock.Lock()
	defer p.lock.Unlock()
	if heard := p.streams[of.name+" audio"]; heard != nil {
		return heard.longest
	}
	return 0
}

func inTime(added time.Duration) error {
	if added > addedDelayMax {
		return fmt.Errorf("the longest silence grew by %v", added)
	}
	return nil
}
