package dev.countersign.hostname;

import dev.countersign.environment.VerificationRecord.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/// Asks the DNS (RFC 1035) through the JDK's own client, one try of two seconds for each resolver.
public final class Dns {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Properties settings = new Properties();

  /// Without a server, those of this machine.
  public Dns(Optional<DnsServer> server) {
    settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    settings.put(Context.PROVIDER_URL, server.map(DnsServer::url).orElse("dns:"));
    settings.put("com.sun.jndi.dns.timeout.initial", Long.toString(PATIENCE.toMillis()));
    settings.put("com.sun.jndi.dns.timeout.retries", "1");
  }

  /// The values of the name's records of this type; empty when there was no answer to be had.
  @SuppressWarnings("BanJNDI") // The DNS provider makes texts of answers, and loads no classes.
  Optional<List<String>> ask(String name, RecordType type) {
    try {
      var context = new InitialDirContext(settings);
      try {
        return Optional.of(
            values(context.getAttributes(name, new String[] {type.name()}).get(type.name())));
      } finally {
        context.close();
      }
    } catch (NameNotFoundException _) {
      return Optional.of(List.of());
    } catch (NamingException _) {
      return Optional.empty();
    }
  }

  private static List<String> values(@Nullable Attribute attribute) throws NamingException {
    var values = new ArrayList<String>();
    if (attribute == null) return values;
    for (int i = 0; i < attribute.size(); i++) values.add((String) attribute.get(i));
    return values;
  }
}
