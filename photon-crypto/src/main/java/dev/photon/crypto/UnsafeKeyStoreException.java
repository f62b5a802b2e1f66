package dev.photon.crypto;

import java.io.IOException;
import java.nio.file.Path;

/** A file or folder with keys must not be used as it is. The message says what to do about it. */
public final class UnsafeKeyStoreException extends IOException {
  static final String NO_PERMISSIONS = "keys need a file system that knows owners and permissions";

  private static final long serialVersionUID = 1;

  UnsafeKeyStoreException(Path path, String what) {
    super(path + ": " + what);
  }

  UnsafeKeyStoreException(Path path, String what, Throwable cause) {
    super(path + ": " + what, cause);
  }
}
