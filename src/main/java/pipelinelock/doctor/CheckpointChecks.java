package pipelinelock.doctor;

import java.util.List;
import pipelinelock.audit.witness.Witness;

/**
 * The check of the record's checkpoints: that somebody signs them, and that somebody else keeps
 * them.
 *
 * @param signs whether this node has a key
 */
public record CheckpointChecks(CheckContext bedside, boolean signs, List<Witness> witnesses) {
  public Part part() {
    return new Part(bedside.chapter(), bedside.slowCheck("checkpoints", this::look), List.of());
  }

  private Finding look() {
    if (!signs) {
      return Finding.warn(
          "nobody signs the record, so whoever may write its database can write another history",
          "make a key with 'audit keygen' and name it in checkpoints.key, with a witness");
    }
    if (witnesses.isEmpty()) {
      return Finding.warn(
          "no witness keeps them, so nobody notices an old copy of the record",
          "name a witness, for example checkpoints.s3");
    }
    for (var witness : witnesses) {
      var _ = witness.newest(); // what fails is told as every other remote's failure
    }
    return Finding.ok(
        "signed, and kept by " + String.join(", ", witnesses.stream().map(Witness::name).toList()));
  }
}
