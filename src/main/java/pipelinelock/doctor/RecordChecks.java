package pipelinelock.doctor;

import java.util.List;
import java.util.function.Supplier;
import pipelinelock.store.database.RecordProbe;

/**
 * Checks that the bot could write the record where the settings put it.
 *
 * @param name of the check
 * @param place the file or the database, as people know it
 */
public record RecordChecks(
    CheckContext context, String name, String place, Supplier<RecordProbe> probe) {
  public RemoteChecks part() {
    return new RemoteChecks(context.chapter(), context.check(name, this::look), List.of());
  }

  private Finding look() {
    var found = probe.get();
    return found
        .problem()
        .map(it -> Finding.fail(it, "correct %s, or its rights".formatted(context.place())))
        .orElseGet(
            () ->
                Finding.ok(
                    found.exists()
                        ? place + " can be written"
                        : place + " has no record yet, and can hold one"));
  }
}
