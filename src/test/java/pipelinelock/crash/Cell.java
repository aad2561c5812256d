package pipelinelock.crash;

import java.util.stream.Stream;

/** One combination of the matrix: where the record is, how many bots there are, what else fails. */
record Cell(Place place, Fault fault) {
  /** Where the record is, and how many bots share it. */
  enum Place {
    FILE("SQLite, 1 node", 1),
    SERVER("PostgreSQL, 1 node", 1),
    CLUSTER("PostgreSQL, 3 nodes", 3);

    private final String text;
    private final int nodes;

    Place(String text, int nodes) {
      this.text = text;
      this.nodes = nodes;
    }

    int nodes() {
      return nodes;
    }
  }

  /** What fails in addition to the killed process. */
  enum Fault {
    NONE("nothing else fails"),
    SLACK("Slack fails"),
    DIRECTOR("the Director fails"),
    CONCOURSE("Concourse fails"),
    DATABASE("the database is gone for a while"),
    CLOCK("clocks jump");

    private final String text;

    Fault(String text) {
      this.text = text;
    }
  }

  static Stream<Cell> all() {
    return Stream.of(Place.values())
        .flatMap(place -> Stream.of(Fault.values()).map(fault -> new Cell(place, fault)));
  }

  /** Where nothing but the one process fails, every incident has to come to the good end. */
  boolean mustComplete() {
    return place == Place.FILE && fault == Fault.NONE;
  }

  @Override
  public String toString() {
    return place.text + ", " + fault.text;
  }
}
