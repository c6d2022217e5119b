/** Who may do what in a secured stack: users, grants, certificate, and the settings of clients. */
package org.starflow.local.security;
