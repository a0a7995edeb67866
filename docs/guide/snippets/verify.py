import os
import time
from urllib.parse import urlsplit

import jwt

base, environment, site = (os.environ[name] for name in ("BASE_URL", "ENVIRONMENT_ID", "SITE"))
issuer = f"{urlsplit(base).netloc}/{environment}"
well_known = f"{base}/api/v0/sdk/{environment}/.well-known"
keys = jwt.PyJWKClient(f"{well_known}/jwks", lifespan=600)
# PyJWT would allow other clocks nothing, or `exp` as much as `iat`: so `iat` is checked below.
options = {"require": ["exp", "iat", "iss", "aud", "sub", "sid"], "verify_iat": False}


def verified(access_token):
    key = keys.get_signing_key_from_jwt(access_token).key
    claims = jwt.decode(
        access_token, key, algorithms=["RS256"], issuer=issuer, audience=site, options=options
    )
    header = jwt.get_unverified_header(access_token)
    if header.get("typ") != "JWT" or "crit" in header:
        raise jwt.InvalidTokenError("not a token of ours")
    if claims.get("token_use") != "access" or "user:basic" not in claims.get("scope", "").split():
        raise jwt.InvalidTokenError("not a complete access token")
    if claims["iat"] > time.time() + 60:
        raise jwt.InvalidTokenError("issued in the future")
    return header, claims


def user_of(access_token):
    return verified(access_token)[1]["sub"]
