module crossroads

go 1.26
