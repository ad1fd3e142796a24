package io.orderlake.stream.security;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a caller may do. No role includes another one. */
public enum Role {
    /** Reads data. */
    READ,
    /** Creates and changes data. */
    WRITE,
    /** Deletes data. */
    DELETE,
    /** Starts, asks and stops a generator of load. */
    GENERATOR,
    /** Reads the Actuator: details of health, metrics. */
    METRICS;

    GrantedAuthority authority() {
        return new SimpleGrantedAuthority("ROLE_" + name());
    }
}
