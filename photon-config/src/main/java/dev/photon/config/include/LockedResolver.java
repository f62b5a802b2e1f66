package dev.photon.config.include;

import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import java.util.Optional;

/** Compares what is read with a lock. */
final class LockedResolver implements IncludeResolver {
  private final IncludeLock lock;
  private final IncludeResolver resolver;

  LockedResolver(IncludeLock lock, IncludeResolver resolver) {
    this.lock = lock;
    this.resolver = resolver;
  }

  @Override
  public Included read(IncludeAddress address) throws IncludeException {
    Included included = resolver.read(address);
    if (!(address instanceof Remote remote)) {
      return included;
    }
    Optional<String> locked = lock.sha256(remote);
    if (locked.isEmpty()) {
      return new Included(included.identity(), included.content(), true);
    }
    String found = included.content().sha256();
    if (!found.equals(locked.get())) {
      throw new IncludeException(
          Kind.CHANGED,
          address.text()
              + " is not the file that was locked: the lock has "
              + Sha256.shortened(locked.get())
              + ", the file "
              + Sha256.shortened(found),
          "look at what changed; to accept it: photon include --lock");
    }
    return included;
  }

  @Override
  public Included read(IncludeAddress address, String sha256) throws IncludeException {
    return resolver.read(address, sha256);
  }
}
