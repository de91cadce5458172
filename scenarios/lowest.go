package scenarios

// Tie is the share by which two counts may differ and still count as equal.
const Tie = 0.05

// Lowest lists the places of the lowest values: the lowest, and those that lie
// within a tie of it.
func Lowest(values []float64) []int {
	least := values[0]
	for _, v := range values {
		least = min(least, v)
	}
	var places []int
	for i, v := range values {
		if v <= least*(1+Tie) {
			places = append(places, i)
		}
	}
	return places
}
