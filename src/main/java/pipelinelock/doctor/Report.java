package pipelinelock.doctor;

import java.util.Comparator;
import java.util.List;

/** The results of all checks, by chapter. */
public record Report(List<Row> rows) {
  /** One check's line. */
  record Row(String chapter, String check, Finding finding) {}

  public Report {
    rows = List.copyOf(rows);
  }

  /** The gravest grade of all. */
  public Grade worst() {
    return rows.stream()
        .map(row -> row.finding().grade())
        .filter(grade -> grade != Grade.NOT_TRIED)
        .max(Comparator.naturalOrder())
        .orElse(Grade.OK);
  }

  /** 0 = all is well, 1 = with warnings, 2 = something failed. */
  public int exitCode() {
    return switch (worst()) {
      case OK, NOT_TRIED -> 0;
      case WARN -> 1;
      case FAIL -> 2;
    };
  }

  long count(Grade grade) {
    return rows.stream().filter(row -> row.finding().grade() == grade).count();
  }
}
