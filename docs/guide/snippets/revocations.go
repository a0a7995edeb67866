package accesstoken

import (
	"errors"
	"io"
	"net/http"
	"sync/atomic"
	"time"
)

type list struct {
	Issuer       string          `json:"iss"`
	IssuedAt     int64           `json:"iat"`
	ExpiresAt    int64           `json:"exp"`
	Sessions     []string        `json:"sessions"`
	Keys         []string        `json:"keys"`
	RevokedUntil int64           `json:"revoked_until"`
	revoked      map[string]bool // Each sid and kid.
}

var (
	held   atomic.Pointer[list]
	etag   string
	poller = &http.Client{Timeout: 30 * time.Second, CheckRedirect: stay}
)

// Poll fetches the list once. Call it at the start, and then Watch.
func Poll() error {
	request, err := http.NewRequest(http.MethodGet, wellKnown+"revocations", nil)
	if err != nil {
		return err
	}
	// In the second half of its life the list is fetched anew, changed or not.
	if before := held.Load(); before != nil && time.Now().Unix() < (before.IssuedAt+before.ExpiresAt)/2 {
		request.Header.Set("If-None-Match", etag)
		request.Header.Set("Prefer", "wait=25")
	}
	response, err := poller.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusNotModified {
		return nil
	}
	signed, err := io.ReadAll(io.LimitReader(response.Body, 16<<20))
	if err != nil || response.StatusCode != http.StatusOK {
		return errors.New("no revocation list: " + response.Status)
	}
	fresh := list{revoked: map[string]bool{}}
	if _, err := verify(string(signed), "revocations+jwt", &fresh); err != nil {
		return err
	}
	if fresh.Issuer != issuer() || fresh.ExpiresAt <= time.Now().Unix() {
		return errRefused
	}
	for _, id := range append(fresh.Sessions, fresh.Keys...) {
		fresh.revoked[id] = true
	}
	held.Store(&fresh)
	etag = response.Header.Get("ETag")
	return nil
}

// Watch keeps the list fresh: go accesstoken.Watch()
func Watch() {
	for {
		if Poll() != nil {
			time.Sleep(5 * time.Second)
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// UserOf tells whose access token this is, if it was not revoked.
func UserOf(token string) (string, error) {
	claims, kid, err := Verified(token)
	if err != nil {
		return "", err
	}
	now := held.Load()
	if now == nil || now.ExpiresAt <= time.Now().Unix() || claims.IssuedAt <= now.RevokedUntil ||
		now.revoked[claims.Session] || now.revoked[kid] {
		return "", errRefused
	}
	return claims.Subject, nil
}
