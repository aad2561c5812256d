package pipelinelock.evidence.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import pipelinelock.evidence.IncidentReport;

/** The kinds of files. */
public enum ExportFormat {
  /** To paste into a ticket or a wiki. */
  MD {
    @Override
    public String write(IncidentReport report, Edition edition) {
      return MarkdownText.of(ReportDocument.of(report, edition));
    }
  },
  /** One file that needs no network, to read and to print. */
  HTML {
    @Override
    public String write(IncidentReport report, Edition edition) {
      return HtmlPage.of(ReportDocument.of(report, edition), RunPicture.of(report));
    }
  },
  /** The timeline for a spreadsheet. */
  CSV {
    @Override
    public String write(IncidentReport report, Edition edition) {
      return CsvTable.of(report, edition);
    }
  },
  /** For programs. */
  JSON {
    @Override
    public String write(IncidentReport report, Edition edition) {
      return ReportJson.of(report, edition);
    }
  };

  /** The whole file, without secrets, with what people and remotes wrote made harmless. */
  public abstract String write(IncidentReport report, Edition edition);

  /** As people type it and as files end: {@code md}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of an incident's file of this kind. */
  public String fileName(IncidentReport report) {
    return report.incident().id() + "." + word();
  }

  public static Optional<ExportFormat> of(String typed) {
    return Arrays.stream(values()).filter(it -> it.word().equalsIgnoreCase(typed)).findFirst();
  }
}
