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
}
