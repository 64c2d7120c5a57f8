package main

import (
	"fmt"
	"time"

	lksdk "github.com/livekit/server-sdk-go/v2"
)

// Longer than any server waits for a sign of life; the SDK sends none over its signalling.
const silence = time.Minute

func minute(url string, one bool) {
	name := "the Go SDK with two peer connections"
	hall := "go-two"
	if one {
		name, hall = "the Go SDK with one peer connection", "go-one"
	}
	first, err := join(url, hall, "first", one)
	check(name+" joins", err)
	if err != nil {
		return
	}
	defer first.leave()
	// The second comes when there is something to hear; then it publishes, too.
	err = first.publish()
	second, joining := join(url, hall, "second", one)
	if err == nil {
		err = joining
	}
	if err == nil {
		err = second.publish()
	}
	check(name+" publishes", err)
	if err != nil {
		return
	}
	defer second.leave()
	time.Sleep(3 * time.Second)
	first.begin()
	second.begin()
	time.Sleep(silence)
	check(fmt.Sprintf("%s stays for %v without a signalling message and receives everything", name, silence),
		firstError(first.received(second, silence), second.received(first, silence)))
	check(name+" sends and receives data", exchange(first, second))
}

func exchange(a, b *person) error {
	for _, from := range []*person{a, b} {
		err := from.room.LocalParticipant.PublishDataPacket(lksdk.UserData([]byte("hello")), lksdk.WithDataPublishReliable(true))
		if err != nil {
			return err
		}
	}
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if a.messages() > 0 && b.messages() > 0 {
			return nil
		}
	}
	return fmt.Errorf("%d and %d messages arrived", a.messages(), b.messages())
}

func (p *person) messages() int {
	p.lock.Lock()
	defer p.lock.Unlock()
	return p.data
}

func firstError(errors ...error) error {
	for _, err := range errors {
		if err != nil {
			return err
		}
	}
	return nil
}
