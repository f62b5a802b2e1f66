package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.Data;
import dev.photon.cli.view.DiagnosticView;
import dev.photon.cli.view.OutputFormat;
import dev.photon.cli.view.Table;
import dev.photon.cli.view.Words;
import dev.photon.config.ConfigLoader;
import dev.photon.config.Diagnostic;
import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException;
import dev.photon.config.include.IncludeLock;
import dev.photon.config.include.Included;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code photon include}: the files that a file includes, and the lock of the remote ones. */
final class Include implements Command {

  @Override
  public Syntax syntax() {
    Syntax.Builder syntax =
        Syntax.command(
            "include",
            """
            Lists the files that a deployment file includes, with the hash of each. With --lock it
            reads the remote ones anew, keeps them in the cache, and writes their hashes to
            photon.lock beside the file: from then on a change of one is an error, and --frozen works
            without the network.
            """,
            List.of(
                "photon include",
                "photon include --lock && git add photon.lock",
                "photon create --frozen"));
    return FileOptions.addTo(syntax)
        .option(Options.flag("writes photon.lock", "--lock"))
        .option(Options.output())
        .option(Options.quiet())
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    OutputFormat format = Options.output(typed);
    boolean makeLock = typed.has("--lock");
    if (makeLock && typed.has("--frozen")) {
      throw CommandFailure.usage(
          "--lock reads remote files, and --frozen forbids that", "leave one of them out");
    }
    String name = DeploymentFile.name(typed);
    Path lockFile = IncludeLock.beside(DeploymentFile.path(name));
    ConfigLoader loader =
        makeLock
            ? FileOptions.unlocked(typed, console)
            : FileOptions.loader(typed, console, DeploymentFile.path(name));
    DeploymentFile file = DeploymentFile.load(console, name, loader);
    List<Diagnostic> broken =
        file.loaded().diagnostics().stream()
            .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
            .filter(d -> makeLock || d.code().startsWith("include-"))
            .toList();
    if (!broken.isEmpty()) {
      broken.forEach(d -> console.err().println(DiagnosticView.text(d, console.errStyle())));
      throw new CommandFailure(
          ExitStatus.REFUSED,
          "'" + file.name() + "' has " + DiagnosticView.count(broken),
          makeLock ? "photon.lock stays as it was" : "'photon validate' checks the rest, too");
    }
    IncludeLock before = FileOptions.lock(lockFile);
    IncludeLock lock = makeLock ? locked(file.loaded().included()) : before;
    if (makeLock) {
      write(lock, lockFile);
    }
    console.print(format, () -> text(file, lock, console), () -> data(file, lock));
    if (makeLock && !typed.has("--quiet")) {
      console.err().println(changes(lockFile, before, lock));
    }
    return ExitStatus.DONE;
  }

  private static IncludeLock locked(List<Included> files) {
    IncludeLock lock = IncludeLock.empty();
    for (Included file : files) {
      if (file.identity() instanceof Remote remote) {
        lock = lock.with(remote, file.content().sha256());
      }
    }
    return lock;
  }

  private static void write(IncludeLock lock, Path lockFile) throws CommandFailure {
    try {
      lock.write(lockFile);
    } catch (IncludeException e) {
      throw new CommandFailure(ExitStatus.REFUSED, e.getMessage(), e.hint(), e);
    }
  }

  private static String changes(Path lockFile, IncludeLock before, IncludeLock after) {
    long fresh = after.hashes().keySet().stream().filter(a -> before.sha256(a).isEmpty()).count();
    long gone = before.hashes().keySet().stream().filter(a -> after.sha256(a).isEmpty()).count();
    long changed =
        after.hashes().entrySet().stream()
            .filter(e -> before.sha256(e.getKey()).filter(h -> !h.equals(e.getValue())).isPresent())
            .count();
    return lockFile
        + ": "
        + Words.count(after.hashes().size(), "remote file")
        + " ("
        + fresh
        + " new, "
        + changed
        + " changed, "
        + gone
        + " gone)";
  }

  private static String text(DeploymentFile file, IncludeLock lock, Console console) {
    if (file.loaded().included().isEmpty()) {
      return file.name() + " includes no files\n";
    }
    Table table = new Table("FILE", "SHA256", "LOCKED");
    for (Included included : file.loaded().included()) {
      table.row(
          included.identity().text(),
          included.content().sha256().substring(0, 12),
          state(included, lock).orElse("-"));
    }
    return table.text(console.outStyle());
  }

  private static Data data(DeploymentFile file, IncludeLock lock) {
    return Data.fields()
        .add("file", file.name())
        .add(
            "included",
            Data.items(
                file.loaded().included(),
                included ->
                    Data.fields()
                        .add("file", included.identity().text())
                        .add("sha256", included.content().sha256())
                        .add("bytes", included.content().size())
                        .addIfAny("locked", state(included, lock))
                        .build()))
        .build();
  }

  /** Of a remote file: whether the lock has it. */
  private static Optional<String> state(Included included, IncludeLock lock) {
    return included.identity() instanceof Remote remote
        ? Optional.of(lock.sha256(remote).isPresent() ? "yes" : "no")
        : Optional.empty();
  }
}
