// SPDX-License-Identifier: Apache-2.0

package teach

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"rsc.io/qr"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/web"
)

// serveOptions are the flags of serve.
type serveOptions struct {
	addr      string
	noBrowser bool
	lan       bool
}

// NewServe makes the command that shows the page to a browser or a class.
func NewServe() *cobra.Command {
	var o serveOptions
	c := &cobra.Command{
		Use:   "serve",
		Short: "Show the interactive page to a browser or a class",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			host, port, err := o.address(c.Flags().Changed("addr"))
			if err != nil {
				return err
			}
			page, err := makePage(c)
			if err != nil {
				return err
			}
			return o.show(c, page, host, port)
		},
	}
	c.Flags().StringVar(&o.addr, "addr", "127.0.0.1:8321", "address to listen on; port 0 takes any free one")
	c.Flags().BoolVar(&o.noBrowser, "no-browser", false, "open no browser")
	c.Flags().BoolVar(&o.lan, "lan", false, "let the classroom in: listen on every address of this machine and print one with its QR code")
	return c
}

// address is the host and the port to listen on. A host that lets other machines in
// is refused unless that is meant.
func (o *serveOptions) address(chosen bool) (host, port string, err error) {
	host, port, err = net.SplitHostPort(o.addr)
	if err != nil {
		return "", "", flags.Usagef("--addr %q: is not a host and a port (127.0.0.1:8321)", o.addr)
	}
	if number, err := strconv.Atoi(port); err != nil || number < 0 || number > 65535 {
		return "", "", flags.Usagef("--addr %q: %q is not a port (0 to 65535)", o.addr, port)
	}
	if o.lan && !chosen {
		host = "0.0.0.0"
	}
	if ip := net.ParseIP(host); !o.lan && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return "", "", flags.Usagef("--addr %s: would let other machines in (--lan if that is meant)", o.addr)
	}
	return host, port, nil
}

// show serves a page until it is stopped.
func (o *serveOptions) show(c *cobra.Command, page []byte, host, port string) error {
	ctx, stop := signal.NotifyContext(c.Context(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	listener, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if err != nil {
		return fmt.Errorf("--addr %s: %w (choose another port, or any free one: --addr 127.0.0.1:0)", o.addr, err)
	}
	_, port, _ = net.SplitHostPort(listener.Addr().String())
	here := "http://" + net.JoinHostPort("127.0.0.1", port) + "/"
	fmt.Fprintf(c.OutOrStdout(), "%s\n", here)
	hosts := []string{"127.0.0.1", "localhost", "::1"}
	if o.lan {
		found, err := ownAddresses()
		if err != nil {
			return fmt.Errorf("--lan: the addresses of this machine cannot be read: %w", err)
		}
		hosts = append(hosts, found...)
		invite(c.OutOrStdout(), c.ErrOrStderr(), found, port)
	}
	fmt.Fprintln(c.ErrOrStderr(), "serving until stopped with Ctrl+C; nothing is kept")
	if !o.noBrowser {
		if err := openBrowser(here); err != nil {
			fmt.Fprintf(c.ErrOrStderr(), "no browser could be opened: %v (open %s)\n", err, here)
		}
	}
	return serve(ctx, listener, pageHandler(page, hosts))
}

// pageHandler serves the page and nothing else, to those who ask for it under
// one of the host names, which keeps out pages of other sites that point a name
// of theirs at this machine.
//
// A browser that takes gzip gets the page as packed once here: a class of forty
// asks for it at the same time.
func pageHandler(page []byte, hosts []string) http.Handler {
	policy := web.Policy(page) + "; frame-ancestors 'none'"
	packed := pack(page)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		switch {
		case !slices.Contains(hosts, host):
			http.Error(w, "this machine is not known by that name", http.StatusMisdirectedRequest)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			http.Error(w, "only GET", http.StatusMethodNotAllowed)
		case r.URL.Path != "/" && r.URL.Path != "/"+pageFile:
			http.Error(w, "there is only the page: /", http.StatusNotFound)
		default:
			h.Set("Content-Type", "text/html; charset=utf-8")
			h.Set("Vary", "Accept-Encoding")
			body := page
			if takesGzip(r) {
				h.Set("Content-Encoding", "gzip")
				body = packed
			}
			http.ServeContent(w, r, pageFile, time.Time{}, bytes.NewReader(body))
		}
	})
}

// pack compresses a page.
func pack(page []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(page)
	if err := errors.Join(err, z.Close()); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}

// takesGzip reports whether the browser says that it reads gzip.
func takesGzip(r *http.Request) bool {
	for _, word := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(word), ";")
		if name == "gzip" && strings.TrimSpace(quality) != "q=0" {
			return true
		}
	}
	return false
}

// serve answers until ctx is done, then lets what is under way finish.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
		WriteTimeout: time.Minute, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return err
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// ownAddresses lists the addresses by which machines nearby reach this one.
func ownAddresses() ([]string, error) {
	all, err := net.InterfaceAddrs()
	if err != nil {
		return nil, err
	}
	var list []string
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && !n.IP.IsLoopback() {
			list = append(list, n.IP.String())
		}
	}
	return list, nil
}

// invite prints how a classroom reaches the page, and what that means.
func invite(out, words io.Writer, addresses []string, port string) {
	if len(addresses) == 0 {
		fmt.Fprintln(words, "this machine has no address that others could reach")
		return
	}
	for _, a := range addresses {
		fmt.Fprintf(out, "http://%s/\n", net.JoinHostPort(a, port))
	}
	fmt.Fprintln(words, "anyone in this network can open the page while this runs; what they do stays in their own browsers")
	if code, err := qr.Encode("http://"+net.JoinHostPort(addresses[0], port)+"/", qr.L); err == nil {
		fmt.Fprint(out, halfBlocks(code))
	}
}

// halfBlocks draws a QR code with half blocks, light on dark, with the quiet zone
// that readers need.
func halfBlocks(code *qr.Code) string {
	const quiet = 2
	var b bytes.Buffer
	light := func(x, y int) bool { return !code.Black(x, y) } // outside the code all is light
	for y := -quiet; y < code.Size+quiet; y += 2 {
		for x := -quiet; x < code.Size+quiet; x++ {
			upper, lower := light(x, y), light(x, y+1)
			switch {
			case upper && lower:
				b.WriteString("█")
			case upper:
				b.WriteString("▀")
			case lower:
				b.WriteString("▄")
			default:
				b.WriteString(" ")
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// openBrowser asks the desktop to open an address.
func openBrowser(address string) error {
	switch runtime.GOOS {
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", address).Start()
	case "darwin":
		return exec.Command("open", address).Start()
	default:
		return exec.Command("xdg-open", address).Start()
	}
}
