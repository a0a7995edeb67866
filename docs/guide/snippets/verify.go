package accesstoken

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"math/big"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"
)

var (
	base, environment = os.Getenv("BASE_URL"), os.Getenv("ENVIRONMENT_ID")
	wellKnown         = base + "/api/v0/sdk/" + environment + "/.well-known/"
	client            = &http.Client{Timeout: 2 * time.Second, CheckRedirect: stay}
	lock              sync.Mutex
	keys              map[string]*rsa.PublicKey
	askedAt           time.Time
	errRefused        = errors.New("not a complete access token of this environment")
)

type Claims struct {
	Issuer      string `json:"iss"`
	Audience    string `json:"aud"`
	Subject     string `json:"sub"`
	Session     string `json:"sid"`
	ExpiresAt   int64  `json:"exp"`
	IssuedAt    int64  `json:"iat"`
	TokenUse    string `json:"token_use"`
	Scope       string `json:"scope"`
	Environment string `json:"environment_id"`
}

// Verified tells what an access token says, and the kid of the key that signed it.
func Verified(token string) (claims Claims, kid string, err error) {
	if kid, err = verify(token, "JWT", &claims); err != nil {
		return Claims{}, "", err
	}
	complete := false
	for _, scope := range strings.Split(claims.Scope, " ") {
		complete = complete || scope == "user:basic"
	}
	now := time.Now().Unix()
	if !complete || claims.TokenUse != "access" || claims.Issuer != issuer() ||
		claims.Audience != os.Getenv("SITE") || claims.ExpiresAt <= now ||
		claims.IssuedAt <= 0 || claims.IssuedAt > now+60 || claims.Subject == "" || claims.Session == "" {
		return Claims{}, "", errRefused
	}
	return claims, kid, nil
}

// verify reads a JWS of RS256 into claims, if one of the environment's keys signed it.
func verify(token, typ string, claims any) (string, error) {
	var header struct {
		Alg, Typ, Kid string
		Crit          any
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 || read(parts[0], &header) != nil ||
		header.Alg != "RS256" || header.Typ != typ || header.Crit != nil {
		return "", errRefused
	}
	key, err := keyOf(header.Kid)
	if err != nil {
		return "", err
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	signature, err := base64.RawURLEncoding.Strict().DecodeString(parts[2])
	if err != nil || rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], signature) != nil {
		return "", errRefused
	}
	return header.Kid, read(parts[1], claims)
}

// keyOf asks for the key set every ten minutes, and for an unknown kid once in thirty seconds.
func keyOf(kid string) (*rsa.PublicKey, error) {
	lock.Lock()
	defer lock.Unlock()
	age := time.Since(askedAt)
	if age > 10*time.Minute || keys[kid] == nil && age > 30*time.Second {
		askedAt = time.Now()
		// What is held serves on if there is nothing better.
		if fetched, err := fetch(); err == nil {
			keys = fetched
		}
	}
	if keys[kid] == nil {
		return nil, errRefused
	}
	return keys[kid], nil
}

func fetch() (map[string]*rsa.PublicKey, error) {
	response, err := client.Get(wellKnown + "jwks")
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var set struct {
		Keys []struct{ Kid, Kty, Use, N, E string }
	}
	if response.StatusCode != http.StatusOK {
		return nil, errors.New(response.Status)
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, 1<<16)).Decode(&set); err != nil {
		return nil, err
	}
	found := map[string]*rsa.PublicKey{}
	for _, jwk := range set.Keys {
		key := &rsa.PublicKey{N: number(jwk.N), E: int(number(jwk.E).Int64())}
		if jwk.Kty == "RSA" && jwk.Use == "sig" && key.N.BitLen() >= 2048 {
			found[jwk.Kid] = key
		}
	}
	return found, nil
}

func number(text string) *big.Int {
	bytes, _ := base64.RawURLEncoding.DecodeString(text)
	return new(big.Int).SetBytes(bytes)
}

// stay: who redirects us is not asked for keys.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func issuer() string {
	address, err := url.Parse(base)
	if err != nil {
		panic(err)
	}
	return address.Host + "/" + environment
}

func read(part string, value any) error {
	bytes, err := base64.RawURLEncoding.Strict().DecodeString(part)
	if err != nil {
		return err
	}
	return json.Unmarshal(bytes, value)
}
