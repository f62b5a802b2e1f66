package dev.photon.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Says in a writer's words what the YAML parser says in its own. What it says is matched by its
 * sentences, as it has no codes; one that is not known here is passed on.
 */
final class SyntaxErrors {
  private final SourceText source;
  private final Problems problems;
  private final String context;
  private final String problem;

  /** Where what the parser was at begins, and where it stopped. */
  private final Place start;

  private final Place here;

  private SyntaxErrors(MarkedYamlEngineException e, SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.context = e.getContext() == null ? "" : e.getContext();
    this.problem = e.getProblem() == null ? "" : e.getProblem();
    this.start = place(source, e.getContextMark().or(e::getProblemMark));
    this.here = place(source, e.getProblemMark().or(e::getContextMark));
  }

  static void report(MarkedYamlEngineException e, SourceText source, Problems problems) {
    SyntaxErrors errors = new SyntaxErrors(e, source, problems);
    if (!errors.scalar() && !errors.collection()) {
      errors.error(errors.here, "this is not YAML: " + Quote.printable(errors.problem, 160));
    }
  }

  /** What is wrong with a single value, or with what stands in its place. */
  private boolean scalar() {
    if (problem.contains("unexpected end of stream")
        || problem.contains("unexpected document separator")) {
      error(start, "the quoted text that begins here has no end").hint("close the quote");
    } else if (problem.contains("escape")) {
      error(here, "there is no such escape in double quotes")
          .hint("write the backslash twice, or use single quotes");
    } else if (context.contains("an alias") || context.contains("an anchor")) {
      String sign = context.contains("an alias") ? "*" : "&";
      error(start, "an unquoted text cannot begin with '" + sign + "'").hint("quote the text");
    } else if (context.contains("a tag") || problem.contains("tag handle")) {
      error(start, "an unquoted text cannot begin with '!'").hint("quote the text");
    } else if (problem.contains("(TAB)")) {
      error(here, "a tab cannot begin anything in YAML").hint("indent with spaces");
    } else if (problem.contains("cannot start any token")) {
      String sign = problem.replaceFirst(".*character '(.)'.*", "$1");
      error(here, "an unquoted text cannot begin with '" + Quote.printable(sign, 1) + "'")
          .hint("quote the text");
    } else if (context.contains("block scalar")) {
      error(here, "behind '|' or '>' the line ends").hint("begin the text in the next line");
    } else if (problem.contains("mapping keys are not allowed")) {
      error(here, "an unquoted text cannot begin with '? '").hint("quote the text");
    } else if (context.contains("directive") || problem.contains("directive")) {
      error(here, "a line that begins with '%' is an instruction for YAML, and not a known one")
          .hint("remove it; '%YAML 1.2' alone may stand above the first '---'");
    } else {
      return false;
    }
    return true;
  }

  /** What is wrong with how values make up maps and lists. */
  private boolean collection() {
    if (problem.contains("<stream end>")) {
      error(start, "the file ends before what begins here is complete");
    } else if (problem.contains("mapping values are not allowed")) {
      misplacedColon();
    } else if (problem.contains("sequence entries are not allowed")) {
      error(here, "a list cannot begin behind its key in the same line")
          .hint("begin it in the next line, or put it into brackets: [a, b]");
    } else if (problem.contains("could not find expected ':'")) {
      boolean dash = rest(start).matches("-\\S.*");
      error(start, "a key must be followed by ':'")
          .hint(dash ? "put a space behind '-'" : "check this and the next line");
    } else if (problem.contains("expected <block end>")) {
      strayLine();
    } else if (problem.contains("',' or '")) {
      String before = before(here);
      error(here, "a list or map in brackets goes on here without ',' or its closing bracket")
          .note("the bracket is here", start)
          .hint(
              before.endsWith("$")
                  ? "within brackets quote a text that has '${' in it"
                  : before.endsWith("'")
                      ? "within single quotes write ' twice"
                      : "put ',' between the values, or close the bracket");
    } else if (problem.contains("expected the node content")) {
      error(here, "a value is missing before this").hint("add it, or remove the ','");
    } else if (problem.contains("<document start>")) {
      error(here, "nothing may follow the end of the document")
          .hint("remove the line above that begins with '...' or '%'");
    } else {
      return false;
    }
    return true;
  }

  private void misplacedColon() {
    boolean second = before(here).contains(": ");
    error(here, "a ':' makes no sense here")
        .hint(
            second
                ? "quote a text that has ': ' in it"
                : "check the indentation, and that the key above is followed by ': '");
  }

  private void strayLine() {
    String before = before(here);
    boolean item = rest(here).startsWith("-");
    boolean mixed = item ? context.contains("mapping") : context.contains("collection");
    if (before.isBlank() && mixed && start.column() == here.column()) {
      error(here, "the keys of a map and the items of a list cannot be mixed")
          .hint("begin all of these lines with '- ', or none");
    } else if (before.isBlank() || before.strip().equals("-")) {
      error(here, "this does not belong to what stands above it")
          .hint("check that the lines of one map or list are indented alike");
    } else if (rest(here).matches("[\\]}].*")) {
      error(here, "no bracket is open that this one closes").hint("remove it");
    } else {
      error(here, "this does not belong to what stands before it")
          .hint("quote the whole text; within single quotes write ' twice");
    }
  }

  private Problem error(Place place, String message) {
    return problems.error(Code.SYNTAX, place, message);
  }

  private String before(Place place) {
    String line = line(place);
    return line.substring(0, index(line, place));
  }

  private String rest(Place place) {
    String line = line(place);
    return line.substring(index(line, place));
  }

  private String line(Place place) {
    return place.line() <= source.lines() ? source.line(place.line()) : "";
  }

  private static int index(String line, Place place) {
    int characters = Math.min(place.column() - 1, line.codePointCount(0, line.length()));
    return line.offsetByCodePoints(0, characters);
  }

  private static Place place(SourceText source, Optional<Mark> mark) {
    return mark.<Place>map(m -> new Place.Stretch(source, m.getLine() + 1, m.getColumn() + 1))
        .orElse(source.start());
  }
}
