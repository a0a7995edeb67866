package dev.countersign.method.social;

import java.util.Optional;

/// Whose account it is, and what the provider gave along with that.
public record Identified(SocialAccount account, Optional<ProviderTokens> tokens) {}
