package dev.photon.config.include;

/**
 * A file that was read.
 *
 * @param identity where it really is: two files are the same one if this is equal. For a local file
 *     the path without symbolic links. For a remote one the address itself, whatever it redirects
 *     to: a file from a cache or under a lock is not asked where it redirects, and must count as
 *     the same.
 * @param unlocked a lock was looked at, and does not have this file; worth a warning
 */
public record Included(IncludeAddress identity, Content content, boolean unlocked) {

  public Included(IncludeAddress identity, Content content) {
    this(identity, content, false);
  }

  /**
   * This file, if it has this hash.
   *
   * @param address how messages name it
   * @param sha256 64 hexadecimal digits, lower case
   * @throws IncludeException of kind {@code CHANGED} if it has another one
   */
  public Included pinned(IncludeAddress address, String sha256) throws IncludeException {
    String found = content.sha256();
    if (!found.equals(Sha256.require(sha256))) {
      throw new IncludeException(
          IncludeException.Kind.CHANGED,
          address.text()
              + " is not the file that was pinned: the pin is "
              + Sha256.shortened(sha256)
              + ", the file "
              + Sha256.shortened(found),
          "look at what changed; to accept it, write #sha256=" + found);
    }
    return this;
  }
}
