package pipelinelock.vm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import pipelinelock.wording.Outside;

/**
 * The table that {@code bosh vms} prints, to the column and blank (cli {@code
 * cmd/instance_table.go}, {@code ui/table/writer.go}); it includes instances without a VM.
 */
public record InstanceTable(List<Instance> instances) {
  private static final List<String> TITLES =
      List.of("Instance", "Process State", "AZ", "IPs", "VM CID", "VM Type", "Active", "Stemcell");
  private static final String BORDER = "  ";
  private static final String ABSENT = "-";

  public InstanceTable {
    instances =
        instances.stream()
            .sorted(Comparator.comparing((Instance instance) -> instance.id().toString()))
            .toList();
  }

  /** Title, table and count, as after {@code bosh -d DEPLOYMENT vms}. */
  public String text(String deployment) {
    return "Deployment '%s'\n\n%s\n%d vms\n".formatted(deployment, rows(), count());
  }

  /** VMs and not instances, as bosh-cli counts. */
  private long count() {
    return instances.stream().filter(instance -> instance.cid().isPresent()).count();
  }

  /** The head line and the rows. */
  public String rows() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(TITLES);
    instances.forEach(instance -> addRows(rows, instance));
    int[] widths = widths(rows);
    var text = new StringBuilder();
    rows.forEach(row -> append(text, row, widths));
    return text.toString();
  }

  /** One row, and one more for each IP after the first. */
  private static void addRows(List<List<String>> rows, Instance instance) {
    List<String> ips = instance.ips();
    rows.add(
        List.of(
            orAbsent(instance.id().toString()),
            orAbsent(instance.processState()),
            orAbsent(instance.az()),
            orAbsent(ips.stream().findFirst()),
            orAbsent(instance.cid()),
            orAbsent(instance.vmType()),
            orAbsent(instance.active().map(Object::toString)),
            orAbsent(instance.stemcell())));
    ips.stream().skip(1).forEach(ip -> rows.add(List.of("", "", "", ip, "", "", "", "")));
  }

  private static String orAbsent(Optional<String> value) {
    return orAbsent(value.orElse(""));
  }

  /** Names are their operators', and a line end in one would forge a row. */
  private static String orAbsent(String value) {
    return value.isEmpty() ? ABSENT : Outside.printable(value).replace('\n', ' ');
  }

  /** Of all columns but the last, which bosh-cli does not fill up. */
  private static int[] widths(List<List<String>> rows) {
    return IntStream.range(0, TITLES.size() - 1)
        .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
        .toArray();
  }

  private static void append(StringBuilder text, List<String> row, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      text.append(cell).repeat(' ', widths[i] - cell.length()).append(BORDER);
    }
    text.append(row.getLast()).append(BORDER).append('\n');
  }
}
