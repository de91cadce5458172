// SPDX-License-Identifier: Apache-2.0

// Package counts holds reported figures beside what a run of the model has for
// them, and says how well a run fits them.
package counts
