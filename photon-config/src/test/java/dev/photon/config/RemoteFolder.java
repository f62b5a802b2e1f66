package dev.photon.config;

import dev.photon.config.include.DownloadListener;
import dev.photon.config.include.IncludeAddress;
import dev.photon.config.include.IncludeAddress.Local;
import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException;
import dev.photon.config.include.IncludePolicy;
import dev.photon.config.include.IncludeResolver;
import dev.photon.config.include.Included;
import java.nio.file.Path;

/** A folder that stands for the web: a folder for each host. Local files are read as usual. */
record RemoteFolder(Path folder) implements IncludeResolver {
  private static final IncludeResolver FILES =
      IncludeResolver.standard(
          IncludePolicy.standard().withoutDownloads(), DownloadListener.none());

  @Override
  public Included read(IncludeAddress address) throws IncludeException {
    if (!(address instanceof Remote remote)) {
      return FILES.read(address);
    }
    Path file = folder.resolve(remote.uri().getHost() + remote.uri().getPath());
    try {
      return new Included(remote, FILES.read(new Local(file)).content());
    } catch (IncludeException e) {
      throw new IncludeException(
          IncludeException.Kind.UNREACHABLE, remote.text() + " does not answer");
    }
  }
}
