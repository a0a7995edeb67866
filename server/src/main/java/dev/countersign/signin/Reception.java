package dev.countersign.signin;

import dev.countersign.captcha.Captchas;
import dev.countersign.environment.Environments;
import dev.countersign.limit.Limits;
import dev.countersign.token.Callers;

/// What all routes of clients have in common: where requests are received.
public record Reception(
    Environments environments,
    CookieMode cookies,
    Callers callers,
    Visitors visitors,
    Captchas captchas,
    Limits limits) {}
