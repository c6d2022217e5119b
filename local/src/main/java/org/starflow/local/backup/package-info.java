/** The catalogue database as one file, and back. */
package org.starflow.local.backup;
