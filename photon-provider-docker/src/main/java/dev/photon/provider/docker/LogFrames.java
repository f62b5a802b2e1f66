package dev.photon.provider.docker;

import java.io.IOException;
import okio.Buffer;
import okio.BufferedSource;

/**
 * The frames in which the engine sends a container's output: eight bytes that tell the stream and
 * the length, then that many of text.
 */
final class LogFrames {
  private LogFrames() {}

  /** The text of all frames, standard output and error alike; at most so many bytes of it. */
  static String text(BufferedSource frames, int limit) throws IOException {
    Buffer text = new Buffer();
    while (text.size() < limit && frames.request(8)) {
      frames.skip(4);
      long length = frames.readInt() & 0xffffffffL;
      long taken = Math.min(length, limit - text.size());
      frames.readFully(text, taken);
      if (taken < length) {
        break;
      }
    }
    return text.readUtf8();
  }
}
