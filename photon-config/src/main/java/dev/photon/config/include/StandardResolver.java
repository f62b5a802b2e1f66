package dev.photon.config.include;

import dev.photon.config.include.IncludeAddress.Local;
import dev.photon.config.include.IncludeAddress.Remote;
import org.jspecify.annotations.Nullable;

/** Files of this machine, and files by HTTP. */
final class StandardResolver implements IncludeResolver {
  private final IncludePolicy policy;
  private final DownloadListener listener;
  private final LocalFiles files;

  /** Made when it is needed: an HTTP client costs a command more time than all else it does. */
  private @Nullable HttpDownloads downloads;

  StandardResolver(IncludePolicy policy, DownloadListener listener) {
    this.policy = policy;
    this.listener = listener;
    this.files = new LocalFiles(policy);
  }

  @Override
  public Included read(IncludeAddress address) throws IncludeException {
    if (address instanceof Local local) {
      return files.read(local);
    }
    if (address instanceof Remote remote) {
      return new Included(remote, downloads().read(remote));
    }
    throw new AssertionError(address);
  }

  private synchronized HttpDownloads downloads() {
    if (downloads == null) {
      downloads = new HttpDownloads(policy, listener, Wire.real());
    }
    return downloads;
  }
}
