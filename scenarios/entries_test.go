// SPDX-License-Identifier: Apache-2.0

package scenarios

// Difference is a value in which two paths or two worlds differ; the side that
// does not have it is nil.
type Difference struct {
	Key  string
	A, B *Entry
}

// Diff lists the values in which two lists of entries differ, those of a in its
// order and then what b alone has.
func Diff(a, b []Entry) []Difference {
	other := map[string]*Entry{}
	for i := range b {
		other[b[i].Key] = &b[i]
	}
	var list []Difference
	for i := range a {
		e := other[a[i].Key]
		if e == nil || e.Text != a[i].Text {
			list = append(list, Difference{a[i].Key, &a[i], e})
		}
		delete(other, a[i].Key)
	}
	for i := range b {
		if other[b[i].Key] != nil {
			list = append(list, Difference{b[i].Key, nil, &b[i]})
		}
	}
	return list
}
