package dev.photon.cli.view.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.cli.view.graph.Face.Chip;
import dev.photon.cli.view.graph.Face.Line;
import dev.photon.cli.view.graph.GraphModel.Kind;
import dev.photon.cli.view.graph.GraphModel.ServiceVertex;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What is written, whatever the names are. */
class GraphTextTest {
  private static final Set<String> ELEMENTS =
      Set.of("svg", "title", "desc", "style", "rect", "g", "text", "path");
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "xmlns",
          "class",
          "width",
          "height",
          "viewBox",
          "role",
          "aria-labelledby",
          "id",
          "x",
          "y",
          "rx",
          "d",
          "transform",
          "text-anchor");

  private static final Pattern MERMAID_CODE = Pattern.compile("#[0-9]+;|</?b>|<br/>");
  private static final Pattern MERMAID_TEXT = Pattern.compile("\"[^\"`<>#\\n]*\"");
  private static final Pattern DOT_TEXT =
      Pattern.compile("\"[^\"\\\\\\p{Cntrl}]*+(?:\\\\.[^\"\\\\\\p{Cntrl}]*+)*+\"");

  @Provide
  Arbitrary<GraphModel> models() {
    return Models.any();
  }

  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  private static List<Element> elements(Document document) {
    NodeList nodes = document.getElementsByTagName("*");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  @Property(tries = 300)
  void svgIsXmlOfOurElementsOnly(@ForAll("models") GraphModel model) throws Exception {
    for (Element element : elements(parsed(GraphFormat.SVG.write(model, "<&\"\u0007")))) {
      assertThat(ELEMENTS).contains(element.getTagName());
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        assertThat(ATTRIBUTES).contains(element.getAttributes().item(i).getNodeName());
      }
      assertThat(element.getTagName().equals("style") && element.getTextContent().contains("alert"))
          .isFalse();
    }
  }

  @Property(tries = 300)
  void svgShowsEachServiceAndArrowOnce(@ForAll("models") GraphModel model) throws Exception {
    List<Element> elements = elements(parsed(GraphFormat.SVG.write(model, "shop")));

    assertThat(elements.stream().filter(e -> e.getAttribute("class").equals("box")))
        .hasSize((int) model.vertices().stream().filter(v -> v instanceof ServiceVertex).count());
    assertThat(
            elements.stream()
                .filter(e -> e.getAttribute("class").equals("name"))
                .map(Element::getTextContent))
        .containsExactlyElementsOf(
            model.vertices().stream()
                .map(v -> v instanceof ServiceVertex s ? readable(s.name()) : "anyone")
                .toList());
    for (Kind kind : Kind.values()) {
      String way = "way " + kind.name().toLowerCase(Locale.ROOT);
      long drawn = model.arrows().stream().filter(a -> a.kind() == kind && !loops(a)).count();
      long legend = model.arrows().stream().anyMatch(a -> a.kind() == kind) ? 1 : 0;
      assertThat(elements.stream().filter(e -> e.getAttribute("class").equals(way)))
          .hasSize((int) (drawn + legend));
    }
  }

  private static boolean loops(GraphModel.Arrow arrow) {
    return arrow.from() == arrow.to();
  }

  /** As XML can hold it, and its readers give it back. */
  private static String readable(String text) {
    StringBuilder readable = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean control = Character.isISOControl(c);
              boolean lone = c >= 0xd800 && c < 0xe000;
              readable.appendCodePoint(control || lone || c == 0xffff ? 0xfffd : c);
            });
    return readable.toString();
  }

  @Property(tries = 300)
  void textFitsIntoItsBox(@ForAll("models") GraphModel model) {
    Drawing drawing = Drawing.of(model);

    for (Face face : drawing.faces()) {
      double last = 0;
      for (Line line : face.lines()) {
        double size = line.style().equals("name") ? Face.NAME : Face.SMALL;
        assertThat(line.x() + Face.width(line.text(), size)).isLessThan(face.width());
        assertThat(line.y() - size).isGreaterThan(last);
        last = line.y();
      }
      for (Chip chip : face.chips()) {
        assertThat(chip.x() + chip.width()).isLessThan(face.width());
        assertThat(chip.y()).isGreaterThan(last);
        assertThat(chip.y() + Face.CHIP_HEIGHT).isLessThan(face.height());
        assertThat(Face.width(chip.text(), Face.SMALL)).isLessThan(chip.width());
      }
      assertThat(last).isLessThan(face.height());
    }
  }

  @Property(tries = 300)
  void portsStandApartOnTheirBoxes(@ForAll("models") GraphModel model) {
    List<Drawing.Tab> tabs = Drawing.of(model).tabs();

    for (int i = 0; i < tabs.size(); i++) {
      for (Drawing.Tab other : tabs.subList(0, i)) {
        double apart =
            (Sockets.tabWidth(tabs.get(i).label()) + Sockets.tabWidth(other.label())) / 2;
        assertThat(Math.abs(tabs.get(i).x() - other.x()) >= apart || tabs.get(i).y() != other.y())
            .as(tabs.get(i) + " and " + other)
            .isTrue();
      }
    }
  }

  @Property(tries = 300)
  void mermaidIsOfItsGrammar(@ForAll("models") GraphModel model) {
    String text = GraphFormat.MERMAID.write(model, "a\n\"b#;<");
    String rest = MERMAID_TEXT.matcher(MERMAID_CODE.matcher(text).replaceAll("")).replaceAll("T");

    assertThat(rest.lines())
        .allMatch(
            line ->
                line.matches("  acc(Title|Descr): [\\w ,.-]*")
                    || line.matches("  v\\d+(\\[T]|\\(\\[T]\\):::anyone)")
                    || line.matches("  v\\d+ ((-->|==>)\\|T\\||-\\.->) v\\d+")
                    || line.matches("    d\\d+\\[T]|  subgraph places \\[T]|  end")
                    || line.matches("flowchart TB|  classDef anyone stroke-width:3px"));
    assertThat(rest.lines().filter(line -> line.matches("  v\\d+[\\[(].*")))
        .hasSameSizeAs(model.vertices());
  }

  @Property(tries = 300)
  void dotKeepsEveryTextInItsQuotes(@ForAll("models") GraphModel model) {
    String text = GraphFormat.DOT.write(model, "a\n\"b\\");
    String rest = DOT_TEXT.matcher(text).replaceAll("T");

    assertThat(rest.lines())
        .allMatch(
            line ->
                line.matches("digraph photon \\{|  subgraph cluster_places \\{| *}|    label=T;")
                    || line.matches(" +([vd]\\d+( -> v\\d+)?|graph|node|edge) \\[[\\w=, ]*];"));
    assertThat(rest.lines().filter(line -> line.matches("  v\\d+ \\[.*")))
        .hasSameSizeAs(model.vertices());
  }

  @ParameterizedTest
  @EnumSource(GraphFormat.class)
  void theSameModelGivesTheSameText(GraphFormat format) {
    String first = format.write(Models.model(new Random(7)), "shop");

    assertThat(format.write(Models.model(new Random(7)), "shop")).isEqualTo(first);
    assertThat(format.write(Models.model(new Random(8)), "shop")).isNotEqualTo(first);
  }

  @Test
  void aPictureHasABound() {
    GraphModel largest = Models.model(new Random(1), 400, 2_000);
    GraphModel larger = Models.model(new Random(1), 401, 0);

    assertThat(GraphFormat.SVG.write(largest, "shop")).endsWith("</svg>\n");
    assertThat(GraphFormat.SVG.takes(larger)).isFalse();
    assertThat(GraphFormat.DOT.write(larger, "shop")).contains("v400 [");
    assertThatThrownBy(() -> GraphFormat.SVG.write(larger, "shop"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
