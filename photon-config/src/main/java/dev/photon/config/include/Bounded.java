package dev.photon.config.include;

import dev.photon.config.include.IncludeException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Reads a stream to its end, or to the bound and no further. */
final class Bounded {
  private static final int CHUNK = 16 << 10;

  private Bounded() {}

  /** All bytes of the stream, told to nobody. */
  static byte[] read(InputStream in, IncludeAddress address, int maxBytes)
      throws IOException, IncludeException {
    return read(in, address, maxBytes, null);
  }

  /**
   * All bytes of the stream.
   *
   * @param progress is told how many there are, after each piece
   */
  static byte[] read(
      InputStream in, IncludeAddress address, int maxBytes, @Nullable LongConsumer progress)
      throws IOException, IncludeException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      out.write(chunk, 0, read);
      if (out.size() > maxBytes) {
        throw new IncludeException(
            Kind.TOO_LARGE,
            address.text() + " is larger than " + size(maxBytes) + ", which no file may be");
      }
      if (progress != null) {
        progress.accept(out.size());
      }
    }
    return out.toByteArray();
  }

  private static String size(int bytes) {
    return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : bytes + " bytes";
  }
}
