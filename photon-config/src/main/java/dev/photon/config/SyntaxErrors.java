package dev.photon.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in a writer's words what the YAML parser says in its own. */
final class SyntaxErrors {
  private SyntaxErrors() {}

  static void report(MarkedYamlEngineException e, SourceText source, Problems problems) {
    String problem = e.getProblem() == null ? "" : e.getProblem();
    Place start = place(source, e.getContextMark().or(e::getProblemMark));
    Place here = place(source, e.getProblemMark().or(e::getContextMark));
    if (problem.contains("unexpected end of stream")) {
      problems
          .error(Code.SYNTAX, start, "the quoted text that begins here has no end")
          .hint("close the quote");
    } else if (problem.contains("<stream end>")) {
      problems.error(Code.SYNTAX, start, "the file ends before what begins here is complete");
    } else if (problem.contains("mapping values are not allowed")) {
      problems
          .error(Code.SYNTAX, here, "a ':' makes no sense here")
          .hint("quote a text that has ': ' in it; otherwise check the indentation");
    } else if (problem.contains("(TAB)")) {
      problems
          .error(Code.SYNTAX, here, "a tab cannot begin anything in YAML")
          .hint("indent with spaces");
    } else if (problem.contains("could not find expected ':'")) {
      problems
          .error(Code.SYNTAX, start, "a key must be followed by ':'")
          .hint("check this and the next line");
    } else if (problem.contains("expected <block end>")) {
      problems
          .error(Code.SYNTAX, here, "this does not belong to what stands above it")
          .hint("check that the lines of one map or list are indented alike");
    } else if (problem.contains("',' or '")) {
      problems.error(
          Code.SYNTAX,
          here,
          "a list or map in brackets goes on here without ',' or its closing bracket");
    } else if (problem.contains("unknown escape character")) {
      problems
          .error(Code.SYNTAX, here, "there is no such escape in double quotes")
          .hint("write the backslash twice, or use single quotes");
    } else {
      problems.error(Code.SYNTAX, here, "this is not YAML: " + Quote.printable(problem, 160));
    }
  }

  private static Place place(SourceText source, Optional<Mark> mark) {
    return mark.map(m -> new Place(source, m.getLine() + 1, m.getColumn() + 1))
        .orElse(source.start());
  }
}
