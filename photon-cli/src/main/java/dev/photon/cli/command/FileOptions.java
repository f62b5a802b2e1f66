package dev.photon.cli.command;

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
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The options of all commands that read a deployment file, and the loader that they make. */
final class FileOptions {
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
    IncludeResolver files = resolver(typed, console);
    Optional<IncludeCache> cache = cache(console);
    IncludeResolver resolver = cache.isPresent() ? cache.get().over(files) : files;
    // Most files have no lock: its class is not loaded then, and no exception made and caught.
    Path lockFile = file.resolveSibling(IncludeLock.FILE_NAME);
    if (typed.has("--frozen")) {
      resolver = cache.orElseThrow(FileOptions::noCache).frozen(lock(lockFile), files);
    } else if (lockFile.toFile().exists()) {
      resolver = lock(lockFile).over(resolver);
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
    Optional<Path> cache = UserFolder.of(console, "XDG_CACHE_HOME", ".cache");
    return cache.isPresent()
        ? Optional.of(IncludeCache.in(cache.get().resolve("includes")))
        : Optional.empty();
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
    for (String name : typed.values("--env-file")) {
      file.putAll(envFile(Options.path(name)));
    }
    return new Variables(given, file, console.environment());
  }

  private static Map<String, String> envFile(Path file) throws CommandFailure {
    String text =
        BoundedText.of(
            file,
            "the file of variables '" + file + "'",
            "--env-file takes a file of NAME=value lines");
    try {
      return EnvFile.parse(text);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          "'" + file + "': " + e.getMessage(), "each line is NAME=value, or a # comment");
    }
  }
}
