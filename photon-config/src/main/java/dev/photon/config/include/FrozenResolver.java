package dev.photon.config.include;

import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;

/** Takes remote files from a cache, by the hashes of a lock, and from nowhere else. */
final class FrozenResolver implements IncludeResolver {
  private static final String HINT = "while there is a network: photon include --lock";

  private final IncludeLock lock;
  private final IncludeCache cache;
  private final IncludeResolver local;

  FrozenResolver(IncludeLock lock, IncludeCache cache, IncludeResolver local) {
    this.lock = lock;
    this.cache = cache;
    this.local = local;
  }

  @Override
  public Included read(IncludeAddress address) throws IncludeException {
    if (!(address instanceof Remote remote)) {
      return local.read(address);
    }
    String sha256 =
        lock.sha256(remote)
            .orElseThrow(
                () ->
                    new IncludeException(
                        Kind.NOT_LOCKED,
                        address.text() + " is not in the lock, and the network may not be used",
                        HINT));
    return cached(remote, sha256);
  }

  @Override
  public Included read(IncludeAddress address, String sha256) throws IncludeException {
    return address instanceof Remote remote ? cached(remote, sha256) : local.read(address, sha256);
  }

  private Included cached(Remote address, String sha256) throws IncludeException {
    Content content =
        cache
            .load(sha256)
            .orElseThrow(
                () ->
                    new IncludeException(
                        Kind.NOT_CACHED,
                        address.text() + " is not in the cache, and the network may not be used",
                        HINT));
    return new Included(address, content);
  }
}
