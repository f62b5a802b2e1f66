package dev.photon.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's tour, command by command, on a real engine. */
class ReadmeIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @Test
  void theTourRunsAsItStands(@TempDir Path folder) throws Exception {
    Path script = Files.writeString(folder.resolve("tour.sh"), tour());
    Path out = folder.resolve("out.txt");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-eu", script.toString())
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("TMPDIR", folder.toString());
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(300, TimeUnit.SECONDS);
      String said = Files.readString(out);
      assertThat(ended).as(said).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
      assertThat(said)
          .contains(
              "the best assignment costs", "hello from greeter", "revision 2", "no deployments");
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroyForcibly();
    }
  }

  /** The section's commands; the launcher would build, so the jar that was built is run. */
  private static String tour() throws Exception {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String section = readme.substring(readme.indexOf("## The tour"));
    section = section.substring(0, section.indexOf("\n## "));
    StringBuilder commands = new StringBuilder("trap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n");
    Matcher blocks = SHELL.matcher(section);
    while (blocks.find()) {
      commands.append(blocks.group(1));
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return commands
        .toString()
        .replace(
            "./photon ",
            java
                + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar photon-cli/target/photon-cli.jar ");
  }
}
