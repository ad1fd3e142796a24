package io.orderlake.launcher.forget;

import io.orderlake.contract.Person;
import java.util.Map;

/** Erases a person from bronze, silver and gold, if a fleet has these layers. */
public interface LakehouseErasure {

    /** Erases the person from all layers and their history. Returns the number of rows that named the person, by table. */
    Map<String, Long> forget(Person person);
}
