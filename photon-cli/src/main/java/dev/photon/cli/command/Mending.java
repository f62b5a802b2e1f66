package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.Words;
import dev.photon.config.Diagnostic;
import dev.photon.config.Fixes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the fixes of a file's diagnostics into the files of this machine that they are about. */
final class Mending {
  private Mending() {}

  /** Whether anything was written. */
  static boolean mend(DeploymentFile file, Console console) throws CommandFailure {
    Map<String, List<Diagnostic.Fix>> fixes = new LinkedHashMap<>();
    for (Diagnostic diagnostic : file.loaded().diagnostics()) {
      diagnostic
          .fix()
          .filter(fix -> isHere(fix.from().source()))
          .ifPresent(
              fix -> fixes.computeIfAbsent(fix.from().source(), s -> new ArrayList<>()).add(fix));
    }
    for (Map.Entry<String, List<Diagnostic.Fix>> entry : fixes.entrySet()) {
      write(Options.path(entry.getKey()), entry.getValue());
      console
          .err()
          .println(entry.getKey() + ": mended " + Words.count(entry.getValue().size(), "problem"));
    }
    return !fixes.isEmpty();
  }

  /** Not if it was downloaded, nor if its name has variables in it, which are not told. */
  private static boolean isHere(String source) {
    return !source.contains("://") && !source.contains("${");
  }

  private static void write(Path path, List<Diagnostic.Fix> fixes) throws CommandFailure {
    String text;
    try {
      text = Files.readString(path);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.REFUSED, "cannot read '" + path + "' again", Optional.empty(), e);
    }
    WholeFile.write(path, Fixes.apply(text, fixes), "without --fix nothing is written");
  }
}
