package dev.photon.config.include;

import dev.photon.config.include.IncludeAddress.Remote;
import java.util.Optional;

/** Keeps the remote files that it reads, and takes pinned ones from where they were kept. */
final class CachingResolver implements IncludeResolver {
  private final IncludeCache cache;
  private final IncludeResolver resolver;

  CachingResolver(IncludeCache cache, IncludeResolver resolver) {
    this.cache = cache;
    this.resolver = resolver;
  }

  @Override
  public Included read(IncludeAddress address) throws IncludeException {
    return kept(address, resolver.read(address));
  }

  @Override
  public Included read(IncludeAddress address, String sha256) throws IncludeException {
    Optional<Content> found = address instanceof Remote ? cache.load(sha256) : Optional.empty();
    return found.isPresent()
        ? new Included(address, found.get())
        : kept(address, resolver.read(address, sha256));
  }

  private Included kept(IncludeAddress address, Included included) {
    if (address instanceof Remote) {
      try {
        cache.store(included.content());
      } catch (IncludeException e) {
        // The file was read, which is what was asked for; a frozen run will say that it is not
        // here.
        return included;
      }
    }
    return included;
  }
}
