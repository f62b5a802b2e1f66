package dev.photon.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.include.IncludeAddress.Remote;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DownloadViewTest {
  private static final String CLEAR = "\r\u001b[2K";

  @Test
  void aTerminalSeesALineThatGoesAwayAndNeverWraps() {
    String shown = waiting("https://example.com/base.yml", new Console.Terminals(true, true, true));
    String cut =
        waiting("https://example.com/" + "a".repeat(100), new Console.Terminals(true, true, true));

    assertThat(shown).isEqualTo(CLEAR + "waiting for https://example.com/base.yml" + CLEAR);
    assertThat(cut).isEqualTo(CLEAR + "waiting for https://example.com/aaaaaaaaa…" + CLEAR);
  }

  @Test
  void aPipeSeesNothingOfADownloadThatIsQuick() {
    assertThat(waiting("https://example.com/base.yml", Console.Terminals.NONE)).isEmpty();
  }

  private static String waiting(String url, Console.Terminals terminals) {
    var err = new ByteArrayOutputStream();
    Console console = Consoles.keeping(err, Map.of("COLUMNS", "44"), terminals);
    DownloadView view = DownloadView.on(console);
    Remote address = new Remote(URI.create(url));
    view.begin(address);
    view.end(address);
    return err.toString(StandardCharsets.UTF_8);
  }
}
