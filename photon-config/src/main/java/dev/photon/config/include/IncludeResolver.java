package dev.photon.config.include;

/**
 * Reads included files. This is what a program replaces that keeps them elsewhere: in memory, on a
 * class path, in a database.
 *
 * <p>Implementations are safe for use by many threads. They may block, and bound how long and how
 * much they read. Reading changes nothing that a later read could see.
 */
@FunctionalInterface
public interface IncludeResolver {

  /**
   * Reads one file.
   *
   * @throws IncludeException if the file cannot be had, for whatever reason; nothing else is thrown
   *     for what people write into files or servers answer
   */
  Included read(IncludeAddress address) throws IncludeException;

  /**
   * Reads a file that must have this hash. An implementation that has such content at hand may give
   * it without looking at the address.
   *
   * @param sha256 64 hexadecimal digits, lower case
   * @throws IncludeException of kind {@code CHANGED} if its content is another, or as above
   */
  default Included read(IncludeAddress address, String sha256) throws IncludeException {
    return read(address).pinned(address, sha256);
  }

  /**
   * Reads files of this machine, and files by http and https, as the policy allows. What a download
   * needs is not loaded before the first one.
   */
  static IncludeResolver standard(IncludePolicy policy, DownloadListener listener) {
    return new StandardResolver(policy, listener);
  }
}
