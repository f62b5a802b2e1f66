package dev.photon.core.guard;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.runtime.Signal;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.EncodedRevocations;
import dev.photon.crypto.LatestRevocations;
import dev.photon.crypto.RevocationList;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.RegistryApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the registry every few seconds what has been revoked, and keeps the answer in a file, so
 * that a server knows it after a restart too. Thread-safe.
 */
public final class RevocationFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RevocationFeed.class);
  private static final Duration EVERY = Duration.ofSeconds(10);

  private static final Duration SOON = Duration.ofSeconds(1);

  /** After this long the same list is asked for again, for its new date. */
  private static final Duration FRESH = Duration.ofHours(1);

  private final RoleRuntime runtime;
  private final RegistryApi registry;
  private final LatestRevocations latest;
  private final Path file;
  private final Runnable changed;
  private final Signal signal;
  private boolean asking;
  private boolean failing;
  private volatile boolean closed;

  /**
   * A feed that has read its file, and asks nothing before {@link #start}.
   *
   * @param changed run on the loop when there is a newer list
   */
  public RevocationFeed(
      RoleRuntime runtime,
      RegistryApi registry,
      LatestRevocations latest,
      Path file,
      Runnable changed) {
    this.runtime = runtime;
    this.registry = registry;
    this.latest = latest;
    this.file = file;
    this.changed = changed;
    this.signal = new Signal(runtime, EVERY, this::ask);
    read();
  }

  private void read() {
    try {
      if (Files.size(file) <= EncodedRevocations.MAX_FILE) {
        latest.accept(EncodedRevocations.of(Files.readAllBytes(file)));
      }
    } catch (NoSuchFileException e) {
      LOG.debug("no revocation list is kept yet");
    } catch (IOException | CertificateRejectedException e) {
      LOG.warn("the revocation list in {} is of no use, a new one is asked for", file, e);
    }
  }

  public void start() {
    signal.raise();
  }

  @Override
  public void close() {
    closed = true;
    signal.close();
  }

  private void ask() {
    if (closed || asking) {
      return;
    }
    asking = true;
    Instant now = runtime.now();
    long known =
        latest
            .newest()
            .filter(list -> list.issued().plus(FRESH).isAfter(now))
            .map(RevocationList::number)
            .orElse(RegistryApi.NO_LIST);
    runtime.call(
        () -> {
          Optional<EncodedRevocations> list = registry.revocationList(known);
          return list.isPresent() && taken(list.get());
        },
        this::answered,
        this::failed);
  }

  private boolean taken(EncodedRevocations list) throws CertificateRejectedException, IOException {
    if (!latest.accept(list)) {
      return false;
    }
    Path written = file.resolveSibling(file.getFileName() + ".tmp");
    Files.write(written, list.file());
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }

  private void answered(boolean newer) {
    asking = false;
    failing = false;
    if (newer) {
      changed.run();
    }
  }

  private void failed(Exception cause) {
    asking = false;
    if (latest.isStale()) { // until it is heard, nothing can be changed
      Subscription unused = runtime.after(SOON, signal::raise);
    }
    if (!failing && !closed) {
      LOG.warn("what has been revoked is not heard, asking on: {}", cause.getMessage());
      failing = true;
    }
  }
}
