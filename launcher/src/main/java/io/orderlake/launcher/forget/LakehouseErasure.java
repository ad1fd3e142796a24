package io.orderlake.launcher.forget;

import io.orderlake.contract.Person;
import java.util.Map;

/** Bronze, silver and gold, where a fleet has them. */
public interface LakehouseErasure {

    /** Takes the person out of all layers and their history; gives the rows that named the person, by table. */
    Map<String, Long> forget(Person person);
}
