package io.orderlake.stream.security;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a caller may do. No role holds another one. */
public enum Role {
    /** Looks at things. */
    READ,
    /** Makes and changes things. */
    WRITE,
    /** Deletes things. */
    DELETE,
    /** Starts, asks and stops a generator of load. */
    GENERATOR,
    /** Reads the Actuator: details of health, metrics. */
    METRICS;

    GrantedAuthority authority() {
        return new SimpleGrantedAuthority("ROLE_" + name());
    }
}
