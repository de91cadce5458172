// SPDX-License-Identifier: Apache-2.0

package teach

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"rsc.io/qr"
)

var testPage = []byte(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-x' 'wasm-unsafe-eval'">page`)

func TestServeAnswersOnlyForThePageUnderItsOwnNames(t *testing.T) {
	handler := pageHandler(testPage, []string{"127.0.0.1", "localhost", "::1"})
	for _, c := range []struct {
		method, host, path string
		want               int
	}{
		{"GET", "127.0.0.1:8321", "/", 200},
		{"GET", "localhost:8321", "/crossroads.html", 200},
		{"GET", "[::1]:8321", "/", 200},
		{"HEAD", "127.0.0.1", "/", 200},
		{"GET", "evil.example:8321", "/", 421},
		{"GET", "127.0.0.1.evil.example", "/", 421},
		{"POST", "127.0.0.1:8321", "/", 405},
		{"GET", "127.0.0.1:8321", "/../go.mod", 404},
		{"GET", "127.0.0.1:8321", "/favicon.ico", 404},
	} {
		r := httptest.NewRequest(c.method, "http://x"+c.path, nil)
		r.Host = c.host
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("%s %s at %s: %d, want %d", c.method, c.path, c.host, w.Code, c.want)
		}
		policy := w.Header().Get("Content-Security-Policy")
		if !strings.Contains(policy, "script-src 'sha256-x' 'wasm-unsafe-eval'") || !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe-inline") {
			t.Errorf("%s %s at %s: policy %q", c.method, c.path, c.host, policy)
		}
	}
}

func TestServeCompressesForBrowsersThatTakeIt(t *testing.T) {
	handler := pageHandler(testPage, []string{"127.0.0.1"})
	for accepts, want := range map[string]string{"gzip, br": "gzip", "br;q=1, gzip;q=0.5": "gzip", "gzip;q=0": "", "": ""} {
		r := httptest.NewRequest("GET", "http://127.0.0.1/", nil)
		r.Header.Set("Accept-Encoding", accepts)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		body := io.Reader(w.Body)
		if got := w.Header().Get("Content-Encoding"); got != want {
			t.Errorf("%q: sent as %q, want %q", accepts, got, want)
		} else if got == "gzip" {
			z, err := gzip.NewReader(body)
			if err != nil {
				t.Fatal(err)
			}
			body = z
		}
		if text, err := io.ReadAll(body); err != nil || !bytes.Equal(text, testPage) {
			t.Errorf("%q: got %q, %v, want the page", accepts, text, err)
		}
	}
}

func TestServeStopsWhenAskedAndLetsAnswersFinish(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, listener, pageHandler(testPage, []string{"127.0.0.1"})) }()
	r, err := http.Get("http://" + listener.Addr().String() + "/")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r.Body)
	r.Body.Close()
	if err != nil || !bytes.Equal(body, testPage) {
		t.Errorf("got %q, %v, want the page", body, err)
	}
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("stopped with %v", err)
		}
	case <-time.After(6 * time.Second):
		t.Error("did not stop")
	}
}

func TestInvitationNamesEveryAddressAndWarns(t *testing.T) {
	var out, words strings.Builder
	invite(&out, &words, []string{"192.0.2.7", "192.0.2.8"}, "8321")
	for _, want := range []string{"http://192.0.2.7:8321/\n", "http://192.0.2.8:8321/\n", "█"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q lacks %q", out.String(), want)
		}
	}
	if !strings.Contains(words.String(), "anyone in this network") {
		t.Errorf("%q warns of nothing", words.String())
	}
}

// The drawing, read back dot by dot, is the code inside its quiet zone.
func TestBlocksDrawEveryDotOfTheCode(t *testing.T) {
	code, err := qr.Encode("http://192.0.2.7:8321/", qr.L)
	if err != nil {
		t.Fatal(err)
	}
	for row, line := range strings.Split(strings.TrimSuffix(halfBlocks(code), "\n"), "\n") {
		for x, block := range []rune(line) {
			y := 2*row - 2
			for k, light := range []bool{block == '█' || block == '▀', block == '█' || block == '▄'} {
				if black := code.Black(x-2, y+k); black == light {
					t.Fatalf("dot %d, %d is drawn light: %v", x-2, y+k, light)
				}
			}
		}
	}
}

func TestServeListensWhereItIsToldAndLetsNobodyInUnasked(t *testing.T) {
	for addr, want := range map[string]string{"nowhere": "is not a host and a port", "127.0.0.1:x": "is not a port", "0.0.0.0:1": "would let other machines in"} {
		if _, _, err := ask(NewServe(), "--addr", addr); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("--addr %s: %v, want %q", addr, err, want)
		}
	}
	o := serveOptions{addr: "127.0.0.1:8321", lan: true}
	if host, port, err := o.address(false); err != nil || host != "0.0.0.0" || port != "8321" {
		t.Errorf("--lan listens on %s:%s, %v", host, port, err)
	}
}

func TestServePrintsWhereThePageIs(t *testing.T) {
	for _, lan := range []bool{false, true} {
		c := NewServe()
		ctx, stop := context.WithCancel(t.Context())
		stop() // it stops as soon as it listens
		var out, words bytes.Buffer
		c.SetContext(ctx)
		c.SetOut(&out)
		c.SetErr(&words)
		o := serveOptions{addr: "127.0.0.1:0", noBrowser: true, lan: lan}
		if err := o.show(c, testPage, "127.0.0.1", "0"); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(out.String(), "http://127.0.0.1:") || !strings.Contains(words.String(), "serving until stopped") {
			t.Errorf("said %q and %q", out.String(), words.String())
		}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	o := serveOptions{addr: "127.0.0.1:" + port, noBrowser: true}
	c := NewServe()
	c.SetContext(t.Context())
	if err := o.show(c, testPage, "127.0.0.1", port); err == nil || !strings.Contains(err.Error(), "another port") {
		t.Errorf("a port that is taken: %v", err)
	}
}
