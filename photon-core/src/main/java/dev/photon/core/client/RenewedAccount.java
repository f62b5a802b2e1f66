package dev.photon.core.client;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.runtime.Signal;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Trust;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account's credentials for a server that runs for longer than they count: renewed in the last
 * third of their life, and tried again every hour where that fails. Thread-safe.
 */
public final class RenewedAccount implements CredentialsSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RenewedAccount.class);
  private static final Duration LOOK = Duration.ofHours(1);

  private final RoleRuntime runtime;
  private final Callable<Credentials> renewal;
  private final Signal signal;
  private volatile Credentials current;

  /**
   * Begins with what is kept.
   *
   * @param renewal gets the next credentials and keeps them; may block
   */
  public RenewedAccount(Credentials kept, RoleRuntime runtime, Callable<Credentials> renewal) {
    this.runtime = runtime;
    this.renewal = renewal;
    this.current = kept;
    this.signal = new Signal(runtime, LOOK, this::look);
    signal.raise();
  }

  private void look() {
    Credentials before = current;
    if (!before.validity().nearsItsEnd(runtime.now())) {
      return;
    }
    runtime.call(
        renewal,
        next -> {
          current = next;
          LOG.info("{} is certified until {}", next.identity(), next.notAfter());
        },
        e ->
            LOG.warn(
                "the certificate of {} is not renewed, it ends at {}: {}",
                before.identity(),
                before.notAfter(),
                e.getMessage()));
  }

  @Override
  public Optional<Credentials> own(Optional<String> serverName) {
    return Optional.of(current);
  }

  @Override
  public Trust trust() {
    return current.trust();
  }

  @Override
  public void close() {
    signal.close();
  }
}
