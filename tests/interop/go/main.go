// Participants of the unmodified Go SDK against a running server. The arguments are the part to run
// (minute, hostile), the server's address and how many connections each participant opens (one,
// two). Each check is a line on the output: "ok NAME" or "FAIL NAME: why".
package main

import (
	"fmt"
	"os"
)

const (
	apiKey    = "devkey"
	apiSecret = "secret"
)

func check(name string, err error) {
	if err == nil {
		fmt.Println("ok", name)
	} else {
		fmt.Printf("FAIL %s: %v\n", name, err)
	}
}

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: interop minute|hostile URL one|two")
		os.Exit(2)
	}
	part, url, one := os.Args[1], os.Args[2], os.Args[3] == "one"
	switch part {
	case "minute":
		minute(url, one)
	case "hostile":
		hostile(url, one)
	default:
		fmt.Fprintln(os.Stderr, "interop: no part", part)
		os.Exit(2)
	}
}
