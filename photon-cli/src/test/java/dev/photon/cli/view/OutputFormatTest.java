package dev.photon.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutputFormatTest {
  private static final Data DATA =
      Data.fields()
          .add("name", "shop")
          .add("text", "no")
          .add("line", "a \"b\"\n\u001b[31m")
          .add("nodes", 3)
          .add("ready", true)
          .add("none", new Data.Items(List.of()))
          .add("empty", Data.fields().build())
          .add("inner", Data.fields().add("a", "1.0").build())
          .add(
              "items",
              Data.items(List.of("x", "y"), s -> Data.fields().add("id", s).add("n", 1).build()))
          .build();

  @Test
  void jsonEscapesWhatATerminalWouldObey() {
    assertThat(OutputFormat.JSON.write(DATA))
        .isEqualTo(
            """
            {
              "name": "shop",
              "text": "no",
              "line": "a \\"b\\"\\n\\u001b[31m",
              "nodes": 3,
              "ready": true,
              "none": [],
              "empty": {},
              "inner": {
                "a": "1.0"
              },
              "items": [
                {
                  "id": "x",
                  "n": 1
                },
                {
                  "id": "y",
                  "n": 1
                }
              ]
            }
            """);
  }

  @Test
  void yamlQuotesWhatWouldBeReadAsSomethingElse() {
    assertThat(OutputFormat.YAML.write(DATA))
        .isEqualTo(
            """
            name: shop
            text: "no"
            line: "a \\"b\\"\\n\\u001b[31m"
            nodes: 3
            ready: true
            none: []
            empty: {}
            inner:
              a: "1.0"
            items:
              - id: x
                "n": 1
              - id: "y"
                "n": 1
            """);
  }
}
