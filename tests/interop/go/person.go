package main

import (
	"fmt"
	"sync"
	"time"

	lksdk "github.com/livekit/server-sdk-go/v2"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
)

const (
	voiceEvery   = 20 * time.Millisecond
	pictureEvery = 100 * time.Millisecond
)

// A VP8 keyframe of 16 x 16 (RFC 6386, 9.1): as much of it as a server looks at.
var picture = []byte{0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x10, 0x00, 0x10, 0x00, 0, 0, 0, 0, 0, 0}

// What arrived of one track.
type stream struct {
	kind    webrtc.RTPCodecType
	packets int
	missing int // sequence numbers that were left out
	last    uint16
	at      time.Time
	longest time.Duration // between two packets
}

// A participant that speaks and shows pictures, and listens.
type person struct {
	name string
	room *lksdk.Room
	done chan struct{}

	lock    sync.Mutex
	streams map[string]*stream
	starts  map[string]int // by track, how often it began
	data    int
	trouble []string
}

func join(url, hall, name string, one bool) (*person, error) {
	p := &person{name: name, done: make(chan struct{}), streams: map[string]*stream{}, starts: map[string]int{}}
	callback := lksdk.NewRoomCallback()
	callback.OnTrackSubscribed = func(track *webrtc.TrackRemote, _ *lksdk.RemoteTrackPublication, of *lksdk.RemoteParticipant) {
		go p.listen(track, of.Identity()+" "+track.Kind().String())
	}
	callback.OnDataPacket = func(lksdk.DataPacket, lksdk.DataReceiveParams) { p.lock.Lock(); p.data++; p.lock.Unlock() }
	callback.OnReconnecting = func() { p.note("reconnects") }
	callback.OnDisconnected = func() { p.note("was disconnected") }
	var options []lksdk.ConnectOption
	if one {
		options = append(options, lksdk.WithSinglePeerConnection())
	}
	info := lksdk.ConnectInfo{APIKey: apiKey, APISecret: apiSecret, RoomName: hall, ParticipantIdentity: name}
	room, err := lksdk.ConnectToRoom(url, info, callback, options...)
	if err != nil {
		return nil, fmt.Errorf("%s cannot join: %w", name, err)
	}
	p.room = room
	return p, nil
}

func (p *person) note(trouble string) {
	p.lock.Lock()
	defer p.lock.Unlock()
	select {
	case <-p.done:
	default:
		p.trouble = append(p.trouble, trouble)
	}
}

func (p *person) listen(track *webrtc.TrackRemote, name string) {
	p.lock.Lock()
	p.starts[name]++
	heard := p.streams[name]
	if heard == nil {
		heard = &stream{kind: track.Kind()}
		p.streams[name] = heard
	}
	p.lock.Unlock()
	for {
		packet, _, err := track.ReadRTP()
		if err != nil {
			return
		}
		p.lock.Lock()
		now := time.Now()
		if heard.packets > 0 {
			if gap := packet.SequenceNumber - heard.last; gap > 1 && gap < 1000 {
				heard.missing += int(gap) - 1
			}
			heard.longest = max(heard.longest, now.Sub(heard.at))
		}
		heard.packets++
		heard.last, heard.at = packet.SequenceNumber, now
		p.lock.Unlock()
	}
}

func (p *person) publish() error {
	voice, err := lksdk.NewLocalSampleTrack(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2})
	if err != nil {
		return err
	}
	camera, err := lksdk.NewLocalSampleTrack(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000})
	if err != nil {
		return err
	}
	if _, err = p.room.LocalParticipant.PublishTrack(voice, &lksdk.TrackPublicationOptions{Name: "voice"}); err != nil {
		return fmt.Errorf("%s cannot publish its voice: %w", p.name, err)
	}
	if _, err = p.room.LocalParticipant.PublishTrack(camera, &lksdk.TrackPublicationOptions{Name: "camera"}); err != nil {
		return fmt.Errorf("%s cannot publish its camera: %w", p.name, err)
	}
	go p.send(voice, make([]byte, 80), voiceEvery)
	go p.send(camera, picture, pictureEvery)
	return nil
}

func (p *person) send(track *lksdk.LocalTrack, payload []byte, every time.Duration) {
	clock := time.NewTicker(every)
	defer clock.Stop()
	for {
		select {
		case <-p.done:
			return
		case <-clock.C:
			_ = track.WriteSample(media.Sample{Data: payload, Duration: every}, nil)
		}
	}
}

func (p *person) leave() {
	p.lock.Lock()
	select {
	case <-p.done:
	default:
		close(p.done)
	}
	p.lock.Unlock()
	p.room.Disconnect()
}

// Forgets what has been received so far.
func (p *person) begin() {
	p.lock.Lock()
	defer p.lock.Unlock()
	for _, heard := range p.streams {
		*heard = stream{kind: heard.kind}
	}
}

// Whether everything of `of` has arrived for this long, each track as one stream.
func (p *person) received(of *person, period time.Duration) error {
	p.lock.Lock()
	defer p.lock.Unlock()
	if len(p.trouble) > 0 {
		return fmt.Errorf("%s %v", p.name, p.trouble)
	}
	for _, kind := range []webrtc.RTPCodecType{webrtc.RTPCodecTypeAudio, webrtc.RTPCodecTypeVideo} {
		name, every := of.name+" "+kind.String(), voiceEvery
		if kind == webrtc.RTPCodecTypeVideo {
			every = pictureEvery
		}
		heard := p.streams[name]
		if heard == nil {
			return fmt.Errorf("%s has no %s", p.name, name)
		}
		if least := int(period/every) * 9 / 10; heard.packets < least {
			return fmt.Errorf("%s got %d packets of %s, not %d", p.name, heard.packets, name, least)
		}
		if heard.missing > 0 || p.starts[name] != 1 {
			return fmt.Errorf("%s lost %d packets of %s, which began %d times", p.name, heard.missing, name, p.starts[name])
		}
	}
	return nil
}
