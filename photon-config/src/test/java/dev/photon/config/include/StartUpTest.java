package dev.photon.config.include;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.include.IncludeAddress.Local;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is loaded before it is needed costs every start of the command. */
@Timeout(60)
class StartUpTest {
  @Test
  void noHttpClientIsLoadedBeforeADownload(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.yml"), "a");

    assertThat(loadedBy(file.toString())).contains("dev.photon.config.include.StandardResolver");
    assertThat(loadedBy(file.toString())).noneMatch(StartUpTest::isOfHttp);
    // Seen to see: a download loads it.
    assertThat(loadedBy(file.toString(), "http://nowhere.invalid/"))
        .anyMatch(StartUpTest::isOfHttp);
  }

  private static boolean isOfHttp(String name) {
    return name.startsWith("okhttp3.") || name.startsWith("okio.") || name.startsWith("kotlin.");
  }

  private static List<String> loadedBy(String... arguments) throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:class+load:stdout:none",
            "-cp",
            System.getProperty("java.class.path"),
            Reader.class.getName());
    command.command().addAll(List.of(arguments));
    Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = process.inputReader()) {
      List<String> loaded = out.lines().map(line -> line.replaceFirst(" source: .*", "")).toList();
      assertThat(process.waitFor()).isZero();
      return loaded;
    }
  }

  /** Reads a local file the way a command does, and a remote one if it is given. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] arguments) throws IncludeException {
      Path file = Path.of(arguments[0]);
      IncludeAddress.Remote remote =
          new IncludeAddress.Remote(URI.create("https://example.com/a.yml"));
      IncludeCache cache = IncludeCache.in(file.resolveSibling("cache"));
      IncludeLock lock = new IncludeLock(Map.of(remote, "0".repeat(64)));
      IncludeResolver resolver =
          lock.over(
              cache.over(
                  IncludeResolver.standard(IncludePolicy.standard(), DownloadListener.none())));
      IncludeAddress address = IncludeAddress.resolve("a.yml", new Local(file));
      if (resolver.read(address).content().size() != 1) {
        throw new AssertionError("read something else");
      }
      if (arguments.length > 1) {
        readInVain(resolver, new IncludeAddress.Remote(URI.create(arguments[1])));
      }
    }

    private static void readInVain(IncludeResolver resolver, IncludeAddress address) {
      try {
        resolver.read(address);
        throw new AssertionError("there is no such host");
      } catch (IncludeException e) {
        if (e.kind() != IncludeException.Kind.UNREACHABLE
            && e.kind() != IncludeException.Kind.TIMED_OUT) {
          throw new AssertionError(e);
        }
      }
    }
  }
}
