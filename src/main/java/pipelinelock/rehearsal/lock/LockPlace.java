package pipelinelock.rehearsal.lock;

import java.io.IOException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.TreeFormatter;

/** Which of the pool's two folders have the file {@code lock}. */
public enum LockPlace {
  CLAIMED,
  UNCLAIMED,
  BOTH,
  NEITHER;

  /** The root of the lock repository. */
  ObjectId tree(ObjectInserter inserter) throws IOException {
    var empty = inserter.insert(Constants.OBJ_BLOB, new byte[0]);
    var pool = new TreeFormatter();
    pool.append("claimed", FileMode.TREE, folder(inserter, empty, has(CLAIMED)));
    pool.append("unclaimed", FileMode.TREE, folder(inserter, empty, has(UNCLAIMED)));
    var root = new TreeFormatter();
    root.append(SimulatedLockRepository.POOL, FileMode.TREE, inserter.insert(pool));
    return inserter.insert(root);
  }

  private boolean has(LockPlace folder) {
    return this == BOTH || this == folder;
  }

  private static ObjectId folder(ObjectInserter inserter, ObjectId empty, boolean withLock)
      throws IOException {
    var folder = new TreeFormatter();
    folder.append(".gitkeep", FileMode.REGULAR_FILE, empty);
    if (withLock) {
      folder.append("lock", FileMode.REGULAR_FILE, empty);
    }
    return inserter.insert(folder);
  }
}
