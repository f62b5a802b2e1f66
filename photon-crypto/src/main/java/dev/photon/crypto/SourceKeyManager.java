package dev.photon.crypto;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Asks a {@link CredentialsSource} at each handshake. TLS first asks for an alias, then for the
 * chain and the key of that alias; so that both are of the same credentials even if the source is
 * renewed in between, the last answers are kept by the fingerprint of their certificate.
 */
final class SourceKeyManager extends X509ExtendedKeyManager {
  private static final int KEPT = 1024;

  private final CredentialsSource source;
  private final Map<String, Credentials> answers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Credentials> eldest) {
          return size() > KEPT;
        }
      };

  SourceKeyManager(CredentialsSource source) {
    this.source = source;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose(keyTypes, Optional.empty());
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return engine == null ? null : chooseForServer(keyType, engine.getHandshakeSession());
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose(keyTypes, Optional.empty());
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return socket instanceof SSLSocket secured
        ? chooseForServer(keyType, secured.getHandshakeSession())
        : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    Credentials credentials = answer(alias);
    return credentials == null ? null : credentials.chain().toArray(new X509Certificate[0]);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    Credentials credentials = answer(alias);
    return credentials == null ? null : credentials.privateKey();
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null; // there are no names to choose from before a handshake
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  private @Nullable String chooseForServer(String keyType, @Nullable SSLSession session) {
    if (session == null || !TlsContexts.PROTOCOL.equals(session.getProtocol())) {
      return null; // with no certificate to show, an older version cannot be agreed on
    }
    return choose(new String[] {keyType}, serverName(session));
  }

  private static Optional<String> serverName(SSLSession session) {
    if (!(session instanceof ExtendedSSLSession extended)) {
      return Optional.empty();
    }
    for (SNIServerName name : extended.getRequestedServerNames()) {
      if (name instanceof SNIHostName host) {
        return Optional.of(host.getAsciiName().toLowerCase(Locale.ROOT));
      }
    }
    return Optional.empty();
  }

  private @Nullable String choose(String[] keyTypes, Optional<String> serverName) {
    Optional<Credentials> own = source.own(serverName);
    if (own.isEmpty() || !List.of(keyTypes).contains(own.get().privateKey().getAlgorithm())) {
      return null;
    }
    String alias = CertificateFingerprint.of(own.get().leaf()).text();
    synchronized (answers) {
      answers.put(alias, own.get());
    }
    return alias;
  }

  private @Nullable Credentials answer(String alias) {
    synchronized (answers) {
      return answers.get(alias);
    }
  }
}
