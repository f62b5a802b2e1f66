package dev.photon.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.DownloadView;
import dev.photon.config.ConfigLoader;
import dev.photon.config.EnvFile;
import dev.photon.config.Variables;
import dev.photon.config.include.DownloadListener;
import dev.photon.config.include.IncludeCache;
import dev.photon.config.include.IncludeException;
import dev.photon.config.include.IncludeLock;
import dev.photon.config.include.IncludePolicy;
import dev.photon.config.include.IncludeResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The options of all commands that read a deployment file, and the loader that they make. */
final class FileOptions {
  /** Of a file of variables. */
  private static final int MOST_BYTES = 1 << 20;

  private FileOptions() {}

  static Syntax.Builder addTo(Syntax.Builder syntax) {
    return syntax
        .option(Options.file())
        .option(
            Options.texts(
                "NAME=VALUE", "a variable for ${NAME} in the file; may be repeated", "--env"))
        .option(
            Options.texts(
                "FILE",
                "a file of NAME=VALUE lines; yields to --env, and to later files",
                "--env-file"))
        .option(
            Options.flag(
                "takes remote files from the cache, as photon.lock says; no network", "--frozen"))
        .option(
            Options.flag(
                "lets files be included from hosts of this machine and its networks",
                "--allow-private-includes"));
  }

  /** The loader for a file with its variables, its lock and the cache. */
  static ConfigLoader loader(Typed typed, Console console, Path file) throws CommandFailure {
    Path lockFile = IncludeLock.beside(file);
    IncludeResolver files = resolver(typed, console);
    Optional<IncludeCache> cache = cache(console);
    IncludeResolver resolver = cache.map(c -> c.over(files)).orElse(files);
    boolean frozen = typed.has("--frozen");
    if (frozen || Files.exists(lockFile)) {
      IncludeLock lock = lock(lockFile);
      resolver =
          frozen
              ? cache.orElseThrow(FileOptions::noCache).frozen(lock, files)
              : lock.over(resolver);
    }
    return ConfigLoader.standard().withResolver(resolver).withVariables(variables(typed, console));
  }

  /** The loader that makes a lock: it looks at none, and keeps what it reads. */
  static ConfigLoader unlocked(Typed typed, Console console) throws CommandFailure {
    IncludeResolver files =
        cache(console).orElseThrow(FileOptions::noCache).over(resolver(typed, console));
    return ConfigLoader.standard().withResolver(files).withVariables(variables(typed, console));
  }

  /** The lock beside a file; an empty one if there is none. */
  static IncludeLock lock(Path lockFile) throws CommandFailure {
    try {
      return IncludeLock.read(lockFile).orElse(IncludeLock.empty());
    } catch (IncludeException e) {
      throw new CommandFailure(ExitStatus.USAGE, e.getMessage(), e.hint(), e);
    }
  }

  private static IncludeResolver resolver(Typed typed, Console console) {
    IncludePolicy policy = IncludePolicy.standard();
    if (typed.has("--allow-private-includes")) {
      policy = policy.withPrivateAddresses();
    }
    boolean quiet = typed.has("--quiet");
    DownloadListener listener = quiet ? DownloadListener.none() : DownloadView.on(console);
    return IncludeResolver.standard(policy, listener);
  }

  private static Optional<IncludeCache> cache(Console console) {
    Optional<String> cache = console.environment("XDG_CACHE_HOME");
    if (cache.isPresent() && Path.of(cache.get()).isAbsolute()) {
      return Optional.of(IncludeCache.in(Path.of(cache.get(), "photon", "includes")));
    }
    return console
        .environment("HOME")
        .map(home -> IncludeCache.in(Path.of(home, ".cache", "photon", "includes")));
  }

  private static CommandFailure noCache() {
    return CommandFailure.usage(
        "there is no home folder to keep included files in",
        "set XDG_CACHE_HOME to an absolute path");
  }

  private static Variables variables(Typed typed, Console console) throws CommandFailure {
    Map<String, String> given = Options.pairs(typed, "--env");
    for (String name : given.keySet()) {
      if (!Variables.isName(name)) {
        throw CommandFailure.usage(
            "--env: '" + name + "' cannot be the name of a variable",
            "a name has letters, digits and '_'");
      }
    }
    Map<String, String> file = new TreeMap<>();
    List<String> files = typed.values("--env-file");
    for (String name : files) {
      file.putAll(envFile(Options.path(name)));
    }
    return new Variables(given, file, console.environment());
  }

  private static Map<String, String> envFile(Path file) throws CommandFailure {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1); // a device has no end, and no size
      if (bytes.length > MOST_BYTES) {
        throw CommandFailure.usage(
            "'" + file + "': a file of variables may have 1 MiB at most", "name another one");
      }
      return EnvFile.parse(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          "'" + file + "': " + e.getMessage(), "each line is NAME=value, or a # comment");
    } catch (CharacterCodingException e) {
      throw CommandFailure.usage("'" + file + "' is not UTF-8 text", "save it as UTF-8");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "the file of variables '" + file + "' cannot be read",
          Optional.of("--env-file takes a file of NAME=value lines"),
          e);
    }
  }
}
