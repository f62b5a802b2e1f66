package dev.photon.config.include;

import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;

/** Downloads files. */
final class HttpDownloads {
  private final DownloadListener listener;

  HttpDownloads(IncludePolicy policy, DownloadListener listener, Wire wire) {
    this.listener = listener;
  }

  Content read(Remote address) throws IncludeException {
    listener.begin(address);
    throw new IncludeException(Kind.UNREACHABLE, address.text() + " is not downloaded yet");
  }
}
