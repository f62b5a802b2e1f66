package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.config.DeploymentSchema;
import java.util.List;

/** {@code photon schema}: the language for editors. */
final class Schema implements Command {

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "schema",
            """
            Prints the JSON Schema (draft 2020-12) of deployment files. An editor that is given it
            completes and explains every key. 'photon validate' checks more than a schema can say.
            """,
            List.of(
                "photon schema > photon.schema.json",
                "sed -i '1i # yaml-language-server: $schema=photon.schema.json' photon.yml"))
        .build();
  }

  @Override
  public int run(Typed typed, Console console) {
    console.out().print(DeploymentSchema.text());
    return ExitStatus.DONE;
  }
}
