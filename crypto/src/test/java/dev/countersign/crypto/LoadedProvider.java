package dev.countersign.crypto;

/// Prints which provider loads on the class path it is started with.
final class LoadedProvider {
  private LoadedProvider() {}

  public static void main(String[] arguments) {
    CryptoProvider provider = CryptoProvider.load();
    IO.println(provider.name() + " " + provider.absence().orElse(""));
  }
}
